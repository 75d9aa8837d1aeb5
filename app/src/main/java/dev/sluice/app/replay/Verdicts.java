package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the whole history says about its parts: which decisions were superseded, and what people ruled on posts. */
final class Verdicts {
    private final Set<String> superseded = ConcurrentHashMap.newKeySet();
    private final Map<String, Ruled> ruled = new ConcurrentHashMap<>();

    private record Ruled(Instant at, String decision, Outcome outcome) {
        private static final Comparator<Ruled> LATER =
                Comparator.comparing(Ruled::at).thenComparing(Ruled::decision);
    }

    /** Goes through a history once. */
    static Verdicts of(History history) throws IOException {
        Verdicts verdicts = new Verdicts();
        history.forEach(verdicts::note);
        return verdicts;
    }

    private void note(Decision decision) {
        String before = decision.getSupersedes();
        if (before != null) {
            superseded.add(before);
        }
        if (isByPeople(decision)) {
            Ruled ruling = new Ruled(decision.getDecidedAt(), decision.getId(), decision.getOutcome());
            ruled.merge(decision.getPost(), ruling, (a, b) -> Ruled.LATER.compare(a, b) < 0 ? b : a);
        }
    }

    /** Whether people made the decision; no policy is asked about it. One to review only asks them, because of an appeal. */
    static boolean isByPeople(Decision decision) {
        return switch (decision.getTrigger()) {
            case VERDICT -> true;
            case APPEAL -> decision.getOutcome() != Outcome.REVIEW;
            case POST, EDIT, DELETE, FLAG, SECOND_LOOK, NOTICE, UNKNOWN -> false;
        };
    }

    boolean isInForce(Decision decision) {
        return !superseded.contains(decision.getId());
    }

    /** What a person ruled last about a post; null where nobody has. */
    @Nullable
    Outcome of(String post) {
        Ruled last = ruled.get(post);
        return last == null ? null : last.outcome();
    }
}
