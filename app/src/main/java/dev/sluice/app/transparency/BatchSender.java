package dev.sluice.app.transparency;

import dev.sluice.app.transparency.Sending.Outcome;
import dev.sluice.app.transparency.Sending.Pause;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.schemas.SubmissionState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends statements in batches and finds out what became of each. Not thread-safe.
 *
 * <p>The database takes a batch whole or not at all. Where it names the wrong ones, these are sent alone and the others
 * without them; where it does not, the batch is halved until it does: a wrong statement holds up nobody but itself. Where an
 * answer got lost, the same is sent again: what had got through is refused as known, and that is a success.
 */
final class BatchSender {
    private static final int SHORT_ID = 16;
    private static final int MOST_REMEMBERED = 1_000;

    private final TransparencyDatabase database;
    private final RequestPace pace;
    private final Waiting waiting;
    private final int largest;
    /** How often those were sent that have no outcome yet; whoever is not heard of again is forgotten in time. */
    private final Map<String, Integer> attempts = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    BatchSender(TransparencyDatabase database, TransparencySettings settings, Waiting waiting) {
        this.database = database;
        this.pace = new RequestPace(settings.limits());
        this.waiting = waiting;
        this.largest = settings.batch();
    }

    /** Sends these, each with a public id of its own, until all have an outcome or something keeps it from going on. */
    Sending send(List<Draft> drafts) {
        Map<String, Outcome> outcomes = new HashMap<>();
        Deque<List<Draft>> left = new ArrayDeque<>();
        for (int from = 0; from < drafts.size(); from += largest) {
            left.add(drafts.subList(from, Math.min(from + largest, drafts.size())));
        }
        while (!left.isEmpty()) {
            Pause pause = send(left.removeFirst(), left, outcomes);
            if (pause != null) {
                return new Sending(outcomes, pause);
            }
        }
        return new Sending(outcomes, null);
    }

    private @Nullable Pause send(List<Draft> batch, Deque<List<Draft>> left, Map<String, Outcome> outcomes) {
        if (!takeTurn()) {
            return new Pause.Ending();
        }
        batch.forEach(draft -> attempts.merge(draft.puid(), 1, Integer::sum));
        Answer answer = database.store(batch);
        return switch (answer) {
            case Answer.Stored stored -> stored(batch, stored, outcomes);
            case Answer.Invalid invalid -> invalid(batch, invalid, left, outcomes);
            case Answer.Later later -> new Pause.Later(later.why(), later.asked());
            case Answer.Never never -> new Pause.Never(never.why());
            case Answer.Exists unused -> throw new IllegalStateException("a batch is not answered with one statement");
            case Answer.Free unused -> throw new IllegalStateException("a batch is not answered with none");
        };
    }

    /** Where the answer does not name one, somebody else may have answered: the database is asked about it. */
    private @Nullable Pause stored(List<Draft> batch, Answer.Stored stored, Map<String, Outcome> outcomes) {
        String id = id(batch);
        for (Draft draft : batch) {
            Reference named = stored.references().get(draft.puid());
            if (named != null) {
                settle(outcomes, draft, SubmissionState.SUBMITTED, stored.status(), named, id);
                continue;
            }
            Pause pause = ask(
                    draft,
                    found -> settle(outcomes, draft, SubmissionState.SUBMITTED, found.status(), found.reference(), id));
            if (pause != null) {
                return pause;
            }
        }
        return batch.stream().allMatch(draft -> outcomes.containsKey(draft.puid()))
                ? null
                : new Pause.Later("an answer of success to statements that it does not have", null);
    }

    private @Nullable Pause invalid(
            List<Draft> batch, Answer.Invalid invalid, Deque<List<Draft>> left, Map<String, Outcome> outcomes) {
        String id = id(batch);
        List<Draft> others = new ArrayList<>();
        List<Draft> wrong = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            Draft draft = batch.get(i);
            if (invalid.existing().contains(draft.puid())) {
                Reference named = invalid.references().get(draft.puid());
                if (named != null) {
                    settle(outcomes, draft, SubmissionState.FOUND, invalid.status(), named, id);
                    continue;
                }
            }
            boolean suspected =
                    invalid.problems().containsKey(i) || invalid.existing().contains(draft.puid());
            (suspected ? wrong : others).add(draft);
        }
        if (batch.size() == 1 && !outcomes.containsKey(batch.getFirst().puid())) {
            return refusedAlone(batch.getFirst(), invalid, id, outcomes);
        }
        return apart(batch, wrong, others, invalid, left, outcomes);
    }

    private @Nullable Pause apart(
            List<Draft> batch,
            List<Draft> wrong,
            List<Draft> others,
            Answer.Invalid invalid,
            Deque<List<Draft>> left,
            Map<String, Outcome> outcomes) {
        if (others.size() == batch.size()) {
            int half = batch.size() / 2;
            left.addFirst(List.copyOf(batch.subList(half, batch.size())));
            left.addFirst(List.copyOf(batch.subList(0, half)));
            return null;
        }
        String id = id(batch);
        for (Draft draft : wrong.reversed()) {
            if (invalid.existing().contains(draft.puid())) {
                Pause pause = ask(
                        draft,
                        found -> settle(outcomes, draft, SubmissionState.FOUND, found.status(), found.reference(), id));
                if (pause != null) {
                    return pause;
                }
            }
            if (!outcomes.containsKey(draft.puid())) {
                left.addFirst(List.of(draft));
            }
        }
        if (!others.isEmpty()) {
            left.addFirst(others);
        }
        return null;
    }

    /** One that was refused alone: either the database has it, or it is wrong. */
    private @Nullable Pause refusedAlone(
            Draft draft, Answer.Invalid invalid, String id, Map<String, Outcome> outcomes) {
        Pause pause = ask(
                draft, found -> settle(outcomes, draft, SubmissionState.FOUND, found.status(), found.reference(), id));
        if (pause != null || outcomes.containsKey(draft.puid())) {
            return pause;
        }
        if (invalid.existing().contains(draft.puid())) {
            // It knows the id and no longer shows the statement: archived ones are not looked up.
            settle(outcomes, draft, SubmissionState.FOUND, invalid.status(), Reference.NONE, id);
            return null;
        }
        List<String> findings = invalid.problems().getOrDefault(0, List.of());
        List<String> told = findings.isEmpty() ? List.of("the database does not say what is wrong") : findings;
        outcomes.put(
                draft.puid(),
                new Outcome(
                        SubmissionState.REFUSED,
                        taken(draft),
                        invalid.status(),
                        Reference.NONE,
                        id,
                        told.subList(0, Math.min(told.size(), SubmissionRecords.MOST_FINDINGS))));
        return null;
    }

    private @Nullable Pause ask(Draft draft, Consumer<Answer.Exists> whereFound) {
        if (!takeTurn()) {
            return new Pause.Ending();
        }
        return switch (database.lookUp(draft.puid())) {
            case Answer.Exists exists -> {
                whereFound.accept(exists);
                yield null;
            }
            case Answer.Free unused -> null;
            case Answer.Later later -> new Pause.Later(later.why(), later.asked());
            case Answer.Never never -> new Pause.Never(never.why());
            case Answer.Stored unused -> throw new IllegalStateException("a question stores nothing");
            case Answer.Invalid unused -> throw new IllegalStateException("a question is not invalid");
        };
    }

    private void settle(
            Map<String, Outcome> outcomes,
            Draft draft,
            SubmissionState state,
            int status,
            Reference reference,
            String batch) {
        outcomes.put(draft.puid(), new Outcome(state, taken(draft), status, reference, batch, List.of()));
    }

    private int taken(Draft draft) {
        return Optional.ofNullable(attempts.remove(draft.puid())).orElse(0);
    }

    private boolean takeTurn() {
        Duration delay = pace.delay(waiting.now());
        if (!delay.isZero() && !waiting.pass(delay)) {
            return false;
        }
        pace.made(waiting.now());
        return true;
    }

    private static String id(List<Draft> batch) {
        StringBuilder puids = new StringBuilder();
        batch.forEach(draft -> puids.append(draft.puid()).append('\n'));
        return Sha256.hex(puids.toString()).substring(0, SHORT_ID);
    }
}
