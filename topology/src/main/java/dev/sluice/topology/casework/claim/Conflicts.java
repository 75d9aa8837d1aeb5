package dev.sluice.topology.casework.claim;

import dev.sluice.schemas.CaseFile;
import dev.sluice.topology.policy.CaseworkRules.Conflict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who may not work on a case because of a part they have in it: on its file, or declared beforehand. */
final class Conflicts {
    private final Map<String, Conflict> declared = new HashMap<>();

    Conflicts(List<Conflict> conflicts) {
        conflicts.forEach(conflict -> declared.put(conflict.reviewer(), conflict));
    }

    boolean has(CaseFile file, String reviewer) {
        boolean decidedHere = file.getVerdicts().stream()
                .anyMatch(given -> given.getReviewer().equals(reviewer));
        if (decidedHere || file.getExcluded().contains(reviewer)) {
            return true;
        }
        Conflict conflict = declared.get(reviewer);
        return conflict != null
                && (conflict.communities().contains(file.getStatus().getCommunity())
                        || file.getExcluded().stream().anyMatch(conflict.members()::contains));
    }
}
