package dev.sluice.app.transparency;

import dev.sluice.app.topics.TopicScan;
import dev.sluice.app.transparency.LastCheck.Finding;
import dev.sluice.app.transparency.Sending.Outcome;
import dev.sluice.app.transparency.Sending.Pause;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.SubmissionState;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;

/** Where people see what became of statements, and settle what waits for them. For one thread. */
public final class SubmissionDesk {
    private final Map<String, Object> client;
    private final SchemaRegistry registry;
    private final String prefix;
    private final Clock clock;

    /**
     * A desk.
     *
     * @param client settings of Kafka's clients
     * @param registry the schema registry; closed by its owner
     * @param prefix put before every topic's name
     */
    public SubmissionDesk(Map<String, Object> client, SchemaRegistry registry, String prefix, Clock clock) {
        this.client = client;
        this.registry = registry;
        this.prefix = prefix;
        this.clock = clock;
    }

    /** Where all statements stand. */
    public SubmissionStatus status(@Nullable String group) {
        SubmissionStatus.Tally tally = new SubmissionStatus.Tally();
        try (TopicScan scan = new TopicScan(client, registry, prefix)) {
            scan.read(TopicCatalogue.SUBMISSIONS, tally::add);
        }
        return tally.status(unread(group));
    }

    /** What would be sent and what would be kept back of the statements that were not read yet. Sends nothing. */
    public DryRun dryRun(@Nullable String group) {
        DryRun.Tally tally = new DryRun.Tally();
        StatementIntake intake = new StatementIntake(registry, clock);
        try (Consumer<byte[], byte[]> consumer = consumer(group)) {
            Unread unread = Unread.of(consumer, prefix + TopicCatalogue.STATEMENTS.name());
            unread.read(consumer, record -> tally.add(intake.read(record)));
        }
        return tally.result();
    }

    /**
     * Writes down that nothing is left to do about a statement that waits for a person.
     *
     * @param id its public id, or the statement's own where it has none
     * @return the record
     * @throws IllegalArgumentException where no such statement waits
     */
    public Submission settle(String id, String actor, String reason) {
        Submission settled = new SubmissionRecords(clock).by(waiting(id), SubmissionState.SETTLED, actor, reason);
        write(settled);
        return settled;
    }

    /**
     * Sends a statement that waits for a person once more.
     *
     * @param despite whether it is sent although personal data was found in it: a person has looked and found none. What
     *     the database would refuse is not sent in any case
     * @return the record of what became of it
     * @throws IllegalArgumentException where no such statement waits, or it is still to be kept back
     * @throws TransparencyException where the database cannot be asked now; nothing is lost
     */
    public Submission retry(TransparencySettings settings, String id, boolean despite, String actor, String reason) {
        Submission earlier = waiting(id);
        Draft draft = draft(statement(earlier), despite);
        Waiting waiting = Waiting.until(new CountDownLatch(1));
        try (TransparencyDatabase database = new TransparencyDatabase(settings, clock)) {
            Sending sending = new BatchSender(database, settings, waiting).send(List.of(draft));
            Outcome outcome = sending.outcomes().get(draft.puid());
            if (outcome == null) {
                throw new TransparencyException(
                        "the transparency database: " + why(sending.pause()) + "; statement " + id + " waits as before",
                        null);
            }
            SubmissionRecords records = new SubmissionRecords(clock);
            Submission now = records.by(records.of(draft, outcome), outcome.state(), actor, reason);
            write(now);
            return now;
        }
    }

    private static String why(@Nullable Pause pause) {
        return switch (pause) {
            case null -> "it did not say";
            case Pause.Later later -> later.why();
            case Pause.Never never -> never.why();
            case Pause.Ending unused -> "told to end";
        };
    }

    private Submission waiting(String id) {
        List<Submission> found = new ArrayList<>();
        try (TopicScan scan = new TopicScan(client, registry, prefix)) {
            scan.read(TopicCatalogue.SUBMISSIONS, submission -> {
                if (SubmissionRecords.key(submission).equals(id)) {
                    found.clear();
                    found.add(submission);
                }
            });
        }
        if (found.isEmpty() || !SubmissionStatus.waits(found.getFirst().getState())) {
            throw new IllegalArgumentException("statement '" + id + "' "
                    + (found.isEmpty() ? "is unknown" : "is " + found.getFirst().getState())
                    + "; allowed: one that 'sluice transparency status' lists");
        }
        return found.getFirst();
    }

    private StatementOfReasons statement(Submission submission) {
        List<StatementOfReasons> found = new ArrayList<>(1);
        try (TopicScan scan = new TopicScan(client, registry, prefix)) {
            scan.read(TopicCatalogue.STATEMENTS, statement -> {
                if (statement.getId().equals(submission.getStatement())) {
                    found.clear();
                    found.add(statement);
                }
            });
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("statement '" + submission.getStatement()
                    + "' is no longer in its topic; allowed: submit it by hand, then 'sluice transparency settle'");
        }
        return found.getFirst();
    }

    private static Draft draft(StatementOfReasons statement, boolean despite) {
        return switch (new LastCheck().check(statement)) {
            case Finding.Sound sound -> sound.draft();
            case Finding.Blocked blocked -> overruled(statement, blocked, despite);
            case Finding.Private unused ->
                throw new IllegalArgumentException(
                        "statement '" + statement.getId() + "' is for its author alone; allowed: one to be published");
        };
    }

    private static Draft overruled(StatementOfReasons statement, Finding.Blocked blocked, boolean despite) {
        Draft draft = blocked.draft();
        if (draft != null && despite && blocked.mayBeOverruled()) {
            return draft;
        }
        throw new IllegalArgumentException("statement '" + statement.getId() + "' is kept back: "
                + String.join("; ", blocked.findings())
                + "; allowed: --no-personal-data where a person has looked, for findings of that kind only");
    }

    private void write(Submission submission) {
        try (SubmissionLog log = new SubmissionLog(SubmissionClients.producer(client), registry, prefix)) {
            log.write(submission);
            log.flush();
        }
    }

    private long unread(@Nullable String group) {
        try (Consumer<byte[], byte[]> consumer = consumer(group)) {
            return Unread.of(consumer, prefix + TopicCatalogue.STATEMENTS.name())
                    .count();
        }
    }

    private Consumer<byte[], byte[]> consumer(@Nullable String group) {
        return SubmissionClients.consumer(
                client, group == null ? SubmissionOutbox.DEFAULT_GROUP : group, TransparencySettings.LARGEST_BATCH);
    }
}
