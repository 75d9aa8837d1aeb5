package dev.sluice.schemas.topics;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every topic that one part writes and another reads. A deployment may put a prefix before the names.
 *
 * <p>Retention follows what the records are needed for: 30 days for what led to no action; 210 days (the six months in
 * which a decision can be contested under DSA article 20, and 30 more) for what was decided and done; 90 days for
 * escalations, which the vault holds after that. Sizes follow what wraps what: an escalation holds a post twice, raw
 * and decoded; a dead letter may hold an escalation.
 */
public final class TopicCatalogue {
    /** How many partitions a topic gets by default. */
    public static final int DEFAULT_PARTITIONS = 4;

    private static final int MIB = 1 << 20;
    private static final Duration NO_ACTION = Duration.ofDays(30);
    private static final Duration CONTESTABLE = Duration.ofDays(210);
    private static final Duration UNTIL_SEALED = Duration.ofDays(90);
    private static final String THREAD = "the post's thread";

    /** What members publish, edit and delete. */
    public static final Topic<Post> POSTS = topic("posts", Post.class, THREAD, NO_ACTION, Sensitivity.CONTENT, 2);
    /** What members report. */
    public static final Topic<Flag> FLAGS = topic("flags", Flag.class, THREAD, NO_ACTION, Sensitivity.PERSONAL, 1);
    /** What was found in each post. */
    public static final Topic<Assessment> ASSESSMENTS =
            topic("assessments", Assessment.class, THREAD, NO_ACTION, Sensitivity.PERSONAL, 4);
    /** Posts that the first look left uncertain, words and first assessment included. */
    public static final Topic<SecondLookRequest> SECOND_LOOKS =
            topic("second-looks", SecondLookRequest.class, THREAD, NO_ACTION, Sensitivity.CONTENT, 8);
    /** What second looks found; has as many partitions as {@link #POSTS}, whose state it meets. */
    public static final Topic<SecondAssessment> SECOND_ASSESSMENTS =
            topic("second-assessments", SecondAssessment.class, THREAD, NO_ACTION, Sensitivity.PERSONAL, 6);
    /** What was decided about each post. */
    public static final Topic<Decision> DECISIONS =
            topic("decisions", Decision.class, THREAD, CONTESTABLE, Sensitivity.PERSONAL, 4);
    /** What the platform is asked to do; holds the notice to the author, which may quote the post. */
    public static final Topic<Action> ACTIONS =
            topic("actions", Action.class, THREAD, CONTESTABLE, Sensitivity.CONTENT, 4);
    /** What people are to look at, words included. */
    public static final Topic<ReviewCase> REVIEWS =
            topic("reviews", ReviewCase.class, THREAD, NO_ACTION, Sensitivity.CONTENT, 4);
    /** Threads to calm before anything is removed. */
    public static final Topic<MediationCase> MEDIATIONS =
            topic("mediations", MediationCase.class, "the thread", NO_ACTION, Sensitivity.PERSONAL, 1);
    /** What legal is told, with all the evidence it needs. */
    public static final Topic<Escalation> ESCALATIONS =
            topic("escalations", Escalation.class, "the escalation's id", UNTIL_SEALED, Sensitivity.LEGAL, 12);
    /** What the vault has sealed. */
    public static final Topic<EvidenceReceipt> RECEIPTS =
            topic("receipts", EvidenceReceipt.class, "the escalation's id", CONTESTABLE, Sensitivity.LEGAL, 1);
    /** What could not be taken in, whole; may hold what any other topic holds. */
    public static final Topic<DeadLetter> DEAD_LETTERS =
            topic("dead-letters", DeadLetter.class, "the key as read", NO_ACTION, Sensitivity.LEGAL, 16);
    /** Versions of policies, and emergency stops; compacted and kept. One partition: their order matters. */
    public static final Topic<PolicyRelease> POLICIES = new Topic<>(
            "policies",
            PolicyRelease.class,
            "the policy pack's id and version",
            1,
            Cleanup.COMPACT,
            null,
            Sensitivity.OPERATIONAL,
            2 * MIB);
    /** Rules that parked themselves, until a new version of their policy; compacted and kept. */
    public static final Topic<RuleAlert> RULE_ALERTS = new Topic<>(
            "rule-alerts",
            RuleAlert.class,
            "the policy pack's id and version, and the rule",
            1,
            Cleanup.COMPACT,
            null,
            Sensitivity.OPERATIONAL,
            MIB);

    private static final List<Topic<?>> ALL = List.of(
            POSTS,
            FLAGS,
            ASSESSMENTS,
            SECOND_LOOKS,
            SECOND_ASSESSMENTS,
            DECISIONS,
            ACTIONS,
            REVIEWS,
            MEDIATIONS,
            ESCALATIONS,
            RECEIPTS,
            DEAD_LETTERS,
            POLICIES,
            RULE_ALERTS);

    private TopicCatalogue() {}

    /** Every topic, in the order of the flow. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** The topic with this name; null where there is none. */
    public static @Nullable Topic<?> find(String name) {
        return ALL.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The largest record batch that any topic takes: the {@code max.request.size} of a producer to any of them. */
    public static int largestMessageBytes() {
        return ALL.stream().mapToInt(Topic::maxMessageBytes).max().orElseThrow();
    }

    private static <T extends SpecificRecord> Topic<T> topic(
            String name, Class<T> type, String key, Duration retention, Sensitivity sensitivity, int maxMib) {
        return new Topic<>(name, type, key, DEFAULT_PARTITIONS, Cleanup.DELETE, retention, sensitivity, maxMib * MIB);
    }
}
