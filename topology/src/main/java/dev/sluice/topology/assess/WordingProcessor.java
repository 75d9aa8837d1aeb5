package dev.sluice.topology.assess;

import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.text.Wording;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.topology.step.Initializer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Says what the words of a post are like, and keys it so that near copies meet. Posts with too few words to tell, and
 * deletions, keep their key. Only posts that did not leave at the first gate come here.
 */
public final class WordingProcessor implements Processor<byte[], AssessedPost, byte[], AssessedPost> {
    /** The beginning of a long text stands for it, in UTF-16 units: what is copied is short, and buffers stay small. */
    static final int MAX_UNITS = 4_000;

    private final Folder folder = new Folder();
    private ProcessorContext<byte[], AssessedPost> context;

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], AssessedPost> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        AssessedPost assessed = record.value();
        Wording wording = wording(assessed.getPost());
        if (wording == null) {
            context.forward(record);
            return;
        }
        assessed.setWording(wording.signature());
        context.forward(record.withKey(Integer.toHexString(wording.key()).getBytes(StandardCharsets.US_ASCII)));
    }

    private @Nullable Wording wording(Post post) {
        if (post.getEvent() == PostEvent.DELETED) {
            return null;
        }
        String text = post.getText();
        return Wording.of(folder.fold(text.length() <= MAX_UNITS ? text : text.substring(0, MAX_UNITS)));
    }
}
