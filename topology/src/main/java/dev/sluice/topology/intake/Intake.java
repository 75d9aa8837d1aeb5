package dev.sluice.topology.intake;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.EventCounters.Kind;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.state.PostState;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is taken in, whatever the source: shared by the processors of all tasks, and without state of its own. */
public final class Intake {
    private final String flagsTopic;
    private final PostIntake posts;
    private final FlagIntake flags;
    private final DeadLetters deadLetters;

    /**
     * An intake.
     *
     * @param postsTopic name of the topic of posts, prefix included
     * @param flagsTopic name of the topic of flags, prefix included
     */
    public Intake(String postsTopic, String flagsTopic, SchemaRegistry registry, IntakeSettings settings, Clock clock) {
        EventRules rules = new EventRules(settings, clock);
        this.flagsTopic = flagsTopic;
        this.posts = new PostIntake(new AvroSerde<>(Post.class, registry), rules);
        this.flags = new FlagIntake(new AvroSerde<>(Flag.class, registry), rules, posts, postsTopic);
        this.deadLetters = new DeadLetters(new WriterSchemas(registry), clock);
    }

    Kind kindOf(String topic) {
        return topic.equals(flagsTopic) ? Kind.FLAG : Kind.POST;
    }

    @Nullable
    Taken take(Kind kind, ReadRecord record, Function<String, @Nullable PostState> seen) {
        return switch (kind) {
            case POST -> {
                EventRules.checkSize(record.value(), TopicCatalogue.POSTS);
                yield posts.take(record, seen);
            }
            case FLAG -> {
                EventRules.checkSize(record.value(), TopicCatalogue.FLAGS);
                yield flags.take(record, seen);
            }
        };
    }

    DeadLetter deadLetter(ReadRecord record, RefusedException refusal) {
        return deadLetters.of(record, refusal);
    }
}
