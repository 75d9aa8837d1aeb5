package dev.sluice.app.transparency;

import dev.sluice.app.transparency.LastCheck.Finding;
import dev.sluice.app.transparency.StatementIntake.Read;
import java.util.ArrayList;
import java.util.List;

/**
 * What would become of statements that were not read yet.
 *
 * @param ready would be sent
 * @param own for their authors alone
 * @param unreadable no statements
 * @param blocked how many would be kept back
 * @param reasons the first of those with what was found; never the text
 */
public record DryRun(long ready, long own, long unreadable, long blocked, List<String> reasons) {
    private static final int MOST_LISTED = 100;

    /** Copies. */
    public DryRun {
        reasons = List.copyOf(reasons);
    }

    /** Counts. */
    static final class Tally {
        private long ready;
        private long own;
        private long unreadable;
        private long blocked;
        private final List<String> reasons = new ArrayList<>();

        void add(Read read) {
            switch (read) {
                case Read.Unreadable unused -> unreadable++;
                case Read.Whole whole -> {
                    switch (whole.finding()) {
                        case Finding.Sound unused -> ready++;
                        case Finding.Private unused -> own++;
                        case Finding.Blocked found -> {
                            blocked++;
                            if (reasons.size() < MOST_LISTED) {
                                reasons.add(whole.statement().getId() + "  " + String.join("; ", found.findings()));
                            }
                        }
                    }
                }
            }
        }

        DryRun result() {
            return new DryRun(ready, own, unreadable, blocked, reasons);
        }
    }
}
