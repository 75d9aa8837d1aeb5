package dev.sluice.topology.surroundings;

import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.topology.decide.Decider;
import dev.sluice.topology.state.Stores;
import dev.sluice.topology.step.Initializer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives a post that may be escalated what lies around it. All others pass as they are, and those that left at the gate
 * never come here.
 */
public final class SurroundingsProcessor implements Processor<byte[], AssessedPost, byte[], AssessedPost> {
    private final Decider decider;
    private final AvroSerde<Post> posts;
    private final String postsTopic;

    private ProcessorContext<byte[], AssessedPost> context;
    private SurroundingsReader reader;

    /**
     * A processor for one task.
     *
     * @param posts reads the records of posts
     * @param postsTopic the topic that they were read from
     */
    public SurroundingsProcessor(Decider decider, AvroSerde<Post> posts, String postsTopic) {
        this.decider = decider;
        this.posts = posts;
        this.postsTopic = postsTopic;
    }

    @Override
    @Initializer
    public void init(ProcessorContext<byte[], AssessedPost> processorContext) {
        context = processorContext;
        reader = new SurroundingsReader(
                posts,
                postsTopic,
                processorContext.getStateStore(Stores.POSTS_SEEN),
                processorContext.getStateStore(Stores.THREAD_HEAT));
    }

    @Override
    public void process(Record<byte[], AssessedPost> record) {
        AssessedPost assessed = record.value();
        if (decider.mayEscalate(assessed)) {
            assessed.setSurroundings(reader.around(assessed.getPost()));
        }
        context.forward(record);
    }
}
