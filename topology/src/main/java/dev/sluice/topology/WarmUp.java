package dev.sluice.topology;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.assess.PostAssessor;
import dev.sluice.topology.decide.Decider;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * Judges made-up posts before the first real one comes, because the first hundred thousand posts on a cold JVM cost
 * three times as much as later ones. Nothing of it is stored or sent.
 */
final class WarmUp {
    private static final String[] WORDS = {
        "the",
        "a",
        "you",
        "we",
        "they",
        "garden",
        "match",
        "phone",
        "update",
        "bread",
        "really",
        "never",
        "think",
        "stupid",
        "train",
        "thanks",
        "wrong",
        "idiot",
        "great",
        "people",
        "lied",
        "about",
        "because",
        "kitchen",
        "tomorrow",
        "always"
    };

    private final PostAssessor assessor;
    private final Decider decider;
    private final AvroSerde<Post> posts;
    private final AvroSerde<Assessment> assessments;
    private final AvroSerde<Decision> decisions;

    WarmUp(Services services, TopologySettings settings) {
        this.assessor = new PostAssessor(services.assessor(), services.clock());
        this.decider = new Decider(services.policies(), settings.held(), services.clock());
        this.posts = new AvroSerde<>(Post.class, services.registry(), TopicCatalogue.POSTS.subject());
        this.assessments = new AvroSerde<>(Assessment.class, services.registry(), TopicCatalogue.ASSESSMENTS.subject());
        this.decisions = new AvroSerde<>(Decision.class, services.registry(), TopicCatalogue.DECISIONS.subject());
    }

    /**
     * Judges so many posts and returns the size of what they would have sent, so that no compiler can leave the work
     * out.
     */
    long run(int count) {
        Random random = new Random(42);
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            byte[] value = posts.encode(TopicCatalogue.POSTS.name(), post(i, random));
            AssessedPost assessed = assessed(posts.decode(value));
            bytes += assessments.encode(TopicCatalogue.ASSESSMENTS.name(), assessed.getAssessment()).length;
            bytes += decisions.encode(
                            TopicCatalogue.DECISIONS.name(),
                            decider.decide(assessed).decision())
                    .length;
        }
        return bytes;
    }

    private AssessedPost assessed(Post post) {
        AssessedPost assessed = new AssessedPost();
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(assessor.assess(post));
        assessed.setContext(
                Context.newBuilder().setAuthorThreadPosts(1).setThreadPosts(1).build());
        assessed.setTrigger(Trigger.POST);
        assessed.setEventAt(post.getCreatedAt());
        assessed.setNumber(1);
        return assessed;
    }

    private static Post post(int number, Random random) {
        StringBuilder text = new StringBuilder();
        for (int words = 5 + random.nextInt(40); words > 0; words--) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        Post post = new Post();
        post.setId("warm-up-" + number);
        post.setRevision(1);
        post.setEvent(PostEvent.CREATED);
        post.setCommunity("warm-up");
        post.setThread("warm-up");
        post.setAuthor("warm-up");
        post.setText(text.toString());
        post.setCreatedAt(Instant.EPOCH);
        post.setLabels(Map.of());
        return post;
    }
}
