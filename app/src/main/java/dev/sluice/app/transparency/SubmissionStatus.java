package dev.sluice.app.transparency;

import dev.sluice.schemas.Submission;
import dev.sluice.schemas.SubmissionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where all statements stand.
 *
 * @param states how many are in each state
 * @param waiting those that wait for a person, the oldest first; at most a thousand
 * @param unread records of the topic of statements that were not read yet
 */
public record SubmissionStatus(Map<SubmissionState, Long> states, List<Waits> waiting, long unread) {
    private static final int MOST_LISTED = 1_000;

    /** Copies. */
    public SubmissionStatus {
        states = Map.copyOf(states);
        waiting = List.copyOf(waiting);
    }

    /**
     * A statement that waits for a person.
     *
     * @param id its public id, or the statement's own where it has none
     * @param statement id of the statement
     * @param state BLOCKED or REFUSED
     * @param findings attribute and kind of finding; never the text
     * @param issuedAt when the statement was issued
     */
    public record Waits(String id, String statement, SubmissionState state, List<String> findings, Instant issuedAt) {}

    /** How many are in a state. */
    public long count(SubmissionState state) {
        return states.getOrDefault(state, 0L);
    }

    /** How many wait for a person. */
    public long waitingCount() {
        return count(SubmissionState.BLOCKED) + count(SubmissionState.REFUSED);
    }

    /** Whether a statement in this state waits for a person. */
    static boolean waits(SubmissionState state) {
        return switch (state) {
            case BLOCKED, REFUSED -> true;
            case SUBMITTED, FOUND, SETTLED, UNKNOWN -> false;
        };
    }

    /** Counts each statement by its newest record. Keeps a few bytes of each, and more of those that wait. */
    static final class Tally {
        private final Map<Long, SubmissionState> newest = new HashMap<>();
        private final Map<String, Waits> waiting = new HashMap<>();

        void add(Submission submission) {
            String id = SubmissionRecords.key(submission);
            newest.put(shortOf(id), submission.getState());
            if (waits(submission.getState())) {
                waiting.put(
                        id,
                        new Waits(
                                id,
                                submission.getStatement(),
                                submission.getState(),
                                List.copyOf(submission.getFindings()),
                                submission.getIssuedAt()));
            } else {
                waiting.remove(id);
            }
        }

        SubmissionStatus status(long unread) {
            Map<SubmissionState, Long> states = new EnumMap<>(SubmissionState.class);
            newest.values().forEach(state -> states.merge(state, 1L, Long::sum));
            List<Waits> listed = new ArrayList<>(waiting.values());
            listed.sort(Comparator.comparing(Waits::issuedAt).thenComparing(Waits::id));
            return new SubmissionStatus(states, listed.subList(0, Math.min(listed.size(), MOST_LISTED)), unread);
        }

        /** 64 bits stand for an id: two of a million ids share them once in thirty million times. */
        private static long shortOf(String id) {
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < id.length(); i++) {
                hash = (hash ^ id.charAt(i)) * 0x100000001b3L;
            }
            return hash;
        }
    }
}
