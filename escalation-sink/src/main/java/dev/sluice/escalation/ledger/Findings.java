package dev.sluice.escalation.ledger;

import dev.sluice.escalation.vault.Problem;
import dev.sluice.escalation.vault.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what verifying shows, as much of it as anybody reads. */
final class Findings {
    private static final int MOST = 1_000;

    private final List<Problem> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int lowestCode = Integer.MAX_VALUE;

    void problem(Kind kind, String path, @Nullable String detail) {
        lowestCode = Math.min(lowestCode, kind.exitCode());
        if (problems.size() < MOST) {
            problems.add(new Problem(kind, path, String.valueOf(detail)));
        }
    }

    void note(String note) {
        if (notes.size() < MOST) {
            notes.add(note);
        }
    }

    List<Problem> problems() {
        return problems;
    }

    List<String> notes() {
        return notes;
    }

    int exitCode() {
        return lowestCode == Integer.MAX_VALUE ? 0 : lowestCode;
    }
}
