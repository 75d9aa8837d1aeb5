package dev.sluice.app.transparency;

import dev.sluice.app.transparency.LastCheck.Finding;
import dev.sluice.app.transparency.Sending.Outcome;
import dev.sluice.app.transparency.Sending.Pause;
import dev.sluice.app.transparency.StatementIntake.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What a handful of records came to: what is to be written down, and how far each partition is done with. */
final class SubmissionRound {
    private static final int MOST_REMEMBERED = 1_000;

    private final BatchSender sender;
    private final SubmissionRecords records;
    private final SubmissionLog log;
    /**
     * Statements that have an outcome on record and may be read again, for one before them in their partition has none. As
     * many as a round holds at most, and some more.
     */
    private final Map<String, Boolean> settled = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    SubmissionRound(BatchSender sender, SubmissionRecords records, SubmissionLog log) {
        this.sender = sender;
        this.records = records;
        this.log = log;
    }

    /**
     * How it ended.
     *
     * @param done the offset after the last record of each partition before which all are settled
     * @param undone the first record of each partition that is not
     * @param counts what became of those that were settled
     * @param pause why not all are; null where they are
     */
    record Result(
            Map<TopicPartition, Long> done,
            Map<TopicPartition, Long> undone,
            SubmissionCounts counts,
            @Nullable Pause pause) {}

    /**
     * Sends what may be sent, and writes down what became of all; that is in the cluster when this returns.
     *
     * @throws TransparencyException where it cannot be written
     */
    Result of(List<Read> reads) {
        List<Draft> drafts = new ArrayList<>();
        Set<String> inThisRound = new HashSet<>();
        for (Read read : reads) {
            Draft draft = draftOf(read);
            if (draft != null && !settled.containsKey(draft.puid()) && inThisRound.add(draft.puid())) {
                drafts.add(draft);
            }
        }
        Sending sending = drafts.isEmpty() ? new Sending(Map.of(), null) : sender.send(drafts);
        for (Draft draft : drafts) {
            Outcome outcome = sending.outcomes().get(draft.puid());
            if (outcome != null) {
                log.write(records.of(draft, outcome));
            }
        }
        SubmissionCounts counts = counts(sending);
        Map<TopicPartition, Long> done = new LinkedHashMap<>();
        Map<TopicPartition, Long> undone = new LinkedHashMap<>();
        for (Read read : reads) {
            ConsumerRecord<byte[], byte[]> record = read.record();
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            if (undone.containsKey(partition)) {
                continue;
            }
            if (isSettled(read, sending)) {
                counts = counts.plus(writeUnsent(read));
                done.put(partition, record.offset() + 1);
            } else {
                undone.put(partition, record.offset());
            }
        }
        log.flush();
        sending.outcomes().keySet().forEach(puid -> settled.put(puid, true));
        return new Result(done, undone, counts, sending.pause());
    }

    private boolean isSettled(Read read, Sending sending) {
        Draft draft = draftOf(read);
        return draft == null || sending.outcomes().containsKey(draft.puid()) || settled.containsKey(draft.puid());
    }

    private static @Nullable Draft draftOf(Read read) {
        return read instanceof Read.Whole whole && whole.finding() instanceof Finding.Sound sound
                ? sound.draft()
                : null;
    }

    /** Once, when its partition is done with up to here: it is not sent, and reading it again costs nothing. */
    private SubmissionCounts writeUnsent(Read read) {
        return switch (read) {
            case Read.Unreadable unreadable -> {
                log.write(unreadable.record().key(), unreadable.letter());
                yield new SubmissionCounts(0, 0, 0, 0, 0, 1);
            }
            case Read.Whole whole ->
                switch (whole.finding()) {
                    case Finding.Blocked blocked -> {
                        log.write(records.blocked(
                                whole.statement().getId(),
                                whole.statement().getIssuedAt(),
                                blocked.draft(),
                                blocked.findings()));
                        yield new SubmissionCounts(0, 0, 1, 0, 0, 0);
                    }
                    case Finding.Private unused -> new SubmissionCounts(0, 0, 0, 0, 1, 0);
                    case Finding.Sound unused -> SubmissionCounts.NONE;
                };
        };
    }

    private static SubmissionCounts counts(Sending sending) {
        SubmissionCounts counts = SubmissionCounts.NONE;
        for (Outcome outcome : sending.outcomes().values()) {
            counts = counts.plus(
                    switch (outcome.state()) {
                        case SUBMITTED -> new SubmissionCounts(1, 0, 0, 0, 0, 0);
                        case FOUND -> new SubmissionCounts(0, 1, 0, 0, 0, 0);
                        case REFUSED -> new SubmissionCounts(0, 0, 0, 1, 0, 0);
                        case BLOCKED, SETTLED, UNKNOWN ->
                            throw new IllegalStateException(
                                    "sending ended with " + outcome.state() + "; allowed: SUBMITTED, FOUND, REFUSED");
                    });
        }
        return counts;
    }
}
