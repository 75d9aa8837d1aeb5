package dev.sluice.schemas.topics;

import dev.sluice.schemas.Action;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseAlert;
import dev.sluice.schemas.CaseCommand;
import dev.sluice.schemas.CaseEvent;
import dev.sluice.schemas.CaseMessage;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.CaseStatus;
import dev.sluice.schemas.CommandRefusal;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.ContentNotice;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DefamationAlert;
import dev.sluice.schemas.DefamationCommand;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PosterIdentity;
import dev.sluice.schemas.QaResult;
import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.RuleAlert;
import dev.sluice.schemas.SecondAssessment;
import dev.sluice.schemas.SecondLookRequest;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.Verdict;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Every topic that one part writes and another reads. A deployment may put a prefix before the names.
 *
 * <p>Retention follows what the records are needed for: 30 days for what led to no action; 210 days (the six months in
 * which a decision can be contested under DSA article 20, and 30 more) for what was decided and done; 90 days for
 * escalations, which the vault holds after that; two years and a month for counts and labels, so that a report
 * on a year can be held against the one before. Sizes follow what wraps what: an escalation holds a post twice, raw
 * and decoded; a dead letter may hold an escalation.
 */
public final class TopicCatalogue {
    /** How many partitions a topic gets by default. */
    public static final int DEFAULT_PARTITIONS = 4;

    private static final int MIB = 1 << 20;
    private static final Duration NO_ACTION = Duration.ofDays(30);
    private static final Duration CONTESTABLE = Duration.ofDays(210);
    private static final Duration REPORTED = Duration.ofDays(760);
    private static final Duration UNTIL_SEALED = Duration.ofDays(90);
    private static final String THREAD = "the post's thread";
    private static final String NOTICE = "the notice's id";

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
    /** What people ruled, on its way to the pipeline; has as many partitions as {@link #POSTS}, whose state it meets. */
    public static final Topic<CaseRuling> RULINGS =
            topic("rulings", CaseRuling.class, THREAD, CONTESTABLE, Sensitivity.PERSONAL, 1);
    /** Notices of illegal content, as the platform took them in. They hold names and addresses: as sensitive as posts. */
    public static final Topic<ContentNotice> NOTICES_IN =
            topic("notices-in", ContentNotice.class, THREAD, CONTESTABLE, Sensitivity.CONTENT, 1);
    /** What reviewers, and members who appeal, ask casework to do. */
    public static final Topic<CaseCommand> CASE_COMMANDS =
            topic("case-commands", CaseCommand.class, THREAD, CONTESTABLE, Sensitivity.CONTENT, 1);
    /** What meets the cases of a thread besides commands; casework's own. */
    public static final Topic<CaseEvent> CASE_EVENTS =
            topic("case-events", CaseEvent.class, THREAD, NO_ACTION, Sensitivity.CONTENT, 2);
    /** Where each case stands, words included; compacted, and a case that is over is taken out in time. */
    public static final Topic<CaseStatus> CASES = new Topic<>(
            "cases",
            CaseStatus.class,
            "the case's id",
            DEFAULT_PARTITIONS,
            Cleanup.COMPACT,
            null,
            Sensitivity.CONTENT,
            4 * MIB);
    /** What people decided, once it is final. */
    public static final Topic<Verdict> VERDICTS =
            topic("verdicts", Verdict.class, THREAD, CONTESTABLE, Sensitivity.PERSONAL, 1);
    /** What casework was asked and did not do. */
    public static final Topic<CommandRefusal> REFUSALS =
            topic("refusals", CommandRefusal.class, THREAD, NO_ACTION, Sensitivity.PERSONAL, 1);
    /** What the platform is asked to tell notifiers and members who appeal. */
    public static final Topic<CaseMessage> MESSAGES_OUT =
            topic("messages-out", CaseMessage.class, THREAD, CONTESTABLE, Sensitivity.PERSONAL, 1);
    /** Cases that are nearly too late, or are. */
    public static final Topic<CaseAlert> CASE_ALERTS =
            topic("case-alerts", CaseAlert.class, "the case's id", NO_ACTION, Sensitivity.PERSONAL, 1);
    /** How verdicts compare with known answers and with each other. */
    public static final Topic<QaResult> QA_RESULTS =
            topic("qa-results", QaResult.class, "the case's id", CONTESTABLE, Sensitivity.PERSONAL, 1);
    /** How far members' reports were upheld; compacted. */
    public static final Topic<ReporterStanding> REPORTER_STANDING = new Topic<>(
            "reporter-standing",
            ReporterStanding.class,
            "the reporter",
            DEFAULT_PARTITIONS,
            Cleanup.COMPACT,
            null,
            Sensitivity.PERSONAL,
            MIB);
    /**
     * Threads, and members at each other, to calm before anything is removed; and what became of that and of nudges.
     */
    public static final Topic<MediationCase> MEDIATIONS =
            topic("mediations", MediationCase.class, "the thread", NO_ACTION, Sensitivity.PERSONAL, 1);
    /** What authors are told about restrictions, and what may be published of it. */
    public static final Topic<StatementOfReasons> STATEMENTS =
            topic("statements", StatementOfReasons.class, THREAD, CONTESTABLE, Sensitivity.PERSONAL, 1);
    /** Where each statement stands on its way to the EU's transparency database; compacted and kept. */
    public static final Topic<Submission> SUBMISSIONS = new Topic<>(
            "submissions",
            Submission.class,
            "the statement's public id; its own id where it has none",
            DEFAULT_PARTITIONS,
            Cleanup.COMPACT,
            null,
            Sensitivity.PERSONAL,
            MIB);
    /** What people found about posts, beside what the machine had found. */
    public static final Topic<Label> LABELS = topic("labels", Label.class, THREAD, REPORTED, Sensitivity.PERSONAL, 1);
    /** What happened in each community, by hour and day. */
    public static final Topic<CommunityReport> REPORTS =
            topic("reports", CommunityReport.class, "the community", REPORTED, Sensitivity.OPERATIONAL, 1);
    /** What legal is told, with all the evidence it needs. */
    public static final Topic<Escalation> ESCALATIONS =
            topic("escalations", Escalation.class, "the escalation's id", UNTIL_SEALED, Sensitivity.LEGAL, 12);
    /** Documents for evidence that is sealed already: notices and letters. */
    public static final Topic<EvidenceSupplement> SUPPLEMENTS =
            topic("supplements", EvidenceSupplement.class, "the escalation's id", UNTIL_SEALED, Sensitivity.LEGAL, 12);
    /** What the vault has sealed. */
    public static final Topic<EvidenceReceipt> RECEIPTS =
            topic("receipts", EvidenceReceipt.class, "the escalation's id", CONTESTABLE, Sensitivity.LEGAL, 1);
    /** What people record and ask for about notices of defamation; holds who complains. */
    public static final Topic<DefamationCommand> DEFAMATION_COMMANDS =
            topic("defamation-commands", DefamationCommand.class, NOTICE, CONTESTABLE, Sensitivity.LEGAL, 2);
    /** Where notices of defamation stand; compacted, and one that is over is taken out in time. */
    public static final Topic<DefamationNotice> DEFAMATION_NOTICES = new Topic<>(
            "defamation-notices",
            DefamationNotice.class,
            NOTICE,
            DEFAULT_PARTITIONS,
            Cleanup.COMPACT,
            null,
            Sensitivity.LEGAL,
            4 * MIB);
    /** Letters about notices of defamation, to be sent. */
    public static final Topic<Letter> LETTERS_OUT =
            topic("letters-out", Letter.class, NOTICE, CONTESTABLE, Sensitivity.LEGAL, 1);
    /** Duties about notices of defamation that are nearly late, or are. */
    public static final Topic<DefamationAlert> DEFAMATION_ALERTS =
            topic("defamation-alerts", DefamationAlert.class, NOTICE, CONTESTABLE, Sensitivity.LEGAL, 1);
    /** What was asked about a notice of defamation and not done. */
    public static final Topic<CommandRefusal> DEFAMATION_REFUSALS =
            topic("defamation-refusals", CommandRefusal.class, NOTICE, NO_ACTION, Sensitivity.LEGAL, 1);
    /** Who posted statements complained of: ciphertext, and nobody but legal reads even that; compacted. */
    public static final Topic<PosterIdentity> POSTER_IDENTITIES = new Topic<>(
            "poster-identities",
            PosterIdentity.class,
            "the record's id",
            DEFAULT_PARTITIONS,
            Cleanup.COMPACT,
            null,
            Sensitivity.LEGAL,
            MIB);
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
            CASE_COMMANDS,
            NOTICES_IN,
            CASE_EVENTS,
            CASES,
            VERDICTS,
            RULINGS,
            REFUSALS,
            MESSAGES_OUT,
            CASE_ALERTS,
            QA_RESULTS,
            REPORTER_STANDING,
            MEDIATIONS,
            STATEMENTS,
            SUBMISSIONS,
            LABELS,
            REPORTS,
            ESCALATIONS,
            SUPPLEMENTS,
            RECEIPTS,
            DEFAMATION_COMMANDS,
            DEFAMATION_NOTICES,
            LETTERS_OUT,
            DEFAMATION_ALERTS,
            DEFAMATION_REFUSALS,
            POSTER_IDENTITIES,
            DEAD_LETTERS,
            POLICIES,
            RULE_ALERTS);

    /** Topics whose records meet the state of {@code posts} by partition, so that they need as many of them. */
    public static final List<Topic<?>> MEETING_POSTS = List.of(FLAGS, RULINGS, SECOND_ASSESSMENTS);

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
