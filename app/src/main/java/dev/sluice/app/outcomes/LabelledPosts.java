package dev.sluice.app.outcomes;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.posts.PostInput;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.PostLines;
import dev.sluice.app.topics.TopicScan;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** Where the words of labelled posts come from. */
public final class LabelledPosts {
    private LabelledPosts() {}

    /** Hands over every event of a post that the cluster still holds. */
    public static void ofTopics(SluiceConfig config, Consumer<Post> taker) {
        try (SchemaRegistry registry = SchemaRegistry.connect(Connections.registry(config));
                TopicScan scan = new TopicScan(
                        Connections.kafka(config.kafka()), registry, Connections.prefix(config.kafka()))) {
            scan.read(TopicCatalogue.POSTS, taker);
        }
    }

    /** Hands over every event of a post in a file of posts; bad lines are passed over, as they were when it was run. */
    public static void ofFile(Path file, Consumer<Post> taker) throws IOException {
        try (PostLines lines = new PostLines(PostInput.open(file), Instant.EPOCH)) {
            for (PostLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof PostLines.Good good && good.value() instanceof PostLine.Posted posted) {
                    taker.accept(posted.post());
                }
            }
        }
    }
}
