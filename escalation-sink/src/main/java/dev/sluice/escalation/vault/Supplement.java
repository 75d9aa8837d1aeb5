package dev.sluice.escalation.vault;

import dev.sluice.schemas.Exhibit;
import java.util.List;

/**
 * Documents to be added to a sealed package. Prints none of them.
 *
 * @param packageId id of the package
 * @param notices notices about the post
 * @param correspondence letters, sent and received
 */
public record Supplement(String packageId, List<Exhibit> notices, List<Exhibit> correspondence) {
    /** Refuses a supplement of nothing. */
    public Supplement {
        notices = List.copyOf(notices);
        correspondence = List.copyOf(correspondence);
        if (notices.isEmpty() && correspondence.isEmpty()) {
            throw new IllegalArgumentException("no documents to add; allowed: one or more");
        }
    }

    @Override
    public String toString() {
        return "Supplement[" + packageId + ", " + (notices.size() + correspondence.size()) + " documents]";
    }
}
