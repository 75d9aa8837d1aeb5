package dev.sluice.topology.intake;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.health.EventCounters.Kind;
import dev.sluice.topology.intake.PostIntake.Taken;
import dev.sluice.topology.intake.SecondLookIntake.Answered;
import dev.sluice.topology.state.PostState;
import java.time.Clock;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** What is taken in, whatever the source: shared by the processors of all tasks, and without state of its own. */
public final class Intake {
    private final String flagsTopic;
    private final String secondAssessmentsTopic;
    private final String rulingsTopic;
    private final PostIntake posts;
    private final FlagIntake flags;
    private final SecondLookIntake secondLooks;
    private final RulingIntake rulings;
    private final AvroSerde<ReporterStanding> standings;
    private final DeadLetters deadLetters;

    /**
     * An intake.
     *
     * @param topicPrefix put before the names of topics
     */
    public Intake(String topicPrefix, SchemaRegistry registry, IntakeSettings settings, Clock clock) {
        EventRules rules = new EventRules(settings, clock);
        String postsTopic = topicPrefix + TopicCatalogue.POSTS.name();
        this.flagsTopic = topicPrefix + TopicCatalogue.FLAGS.name();
        this.secondAssessmentsTopic = topicPrefix + TopicCatalogue.SECOND_ASSESSMENTS.name();
        this.rulingsTopic = topicPrefix + TopicCatalogue.RULINGS.name();
        this.posts = new PostIntake(new AvroSerde<>(Post.class, registry), rules, postsTopic);
        this.secondLooks = new SecondLookIntake(new AvroSerde<>(SecondAssessment.class, registry), rules, posts);
        this.rulings = new RulingIntake(new AvroSerde<>(CaseRuling.class, registry), rules, posts);
        this.flags =
                new FlagIntake(new AvroSerde<>(Flag.class, registry), rules, posts, secondLooks, rulings, settings);
        this.standings = new AvroSerde<>(ReporterStanding.class, registry);
        this.deadLetters = new DeadLetters(new WriterSchemas(registry), clock);
    }

    boolean isSecondLook(String topic) {
        return topic.equals(secondAssessmentsTopic);
    }

    boolean isRuling(String topic) {
        return topic.equals(rulingsTopic);
    }

    /** What flags count, out of the table of reporters. */
    FlagWeights weights(ReadOnlyKeyValueStore<Bytes, byte[]> table) {
        return new ReporterWeights(standings, table);
    }

    Kind kindOf(String topic) {
        return topic.equals(flagsTopic) ? Kind.FLAG : Kind.POST;
    }

    @Nullable
    Taken take(Kind kind, ReadRecord record, Function<String, @Nullable PostState> seen, FlagWeights weights) {
        return switch (kind) {
            case POST -> {
                EventRules.checkSize(record.value(), TopicCatalogue.POSTS);
                yield posts.take(record, seen);
            }
            case FLAG -> {
                EventRules.checkSize(record.value(), TopicCatalogue.FLAGS);
                yield flags.take(record, seen, weights);
            }
        };
    }

    Answered takeSecondLook(ReadRecord record, Function<String, @Nullable PostState> seen) {
        EventRules.checkSize(record.value(), TopicCatalogue.SECOND_ASSESSMENTS);
        return secondLooks.take(record, seen);
    }

    RulingIntake.Answered takeRuling(ReadRecord record, Function<String, @Nullable PostState> seen) {
        EventRules.checkSize(record.value(), TopicCatalogue.RULINGS);
        return rulings.take(record, seen);
    }

    DeadLetter deadLetter(ReadRecord record, RefusedException refusal) {
        return deadLetters.of(record, refusal);
    }
}
