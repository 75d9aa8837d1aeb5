package dev.sluice.escalation.custody;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** In which role somebody touches evidence. */
public enum Role {
    /** The process that seals. Adds, and shows nothing. */
    SINK,
    /** Legal: reads evidence. */
    LEGAL,
    /** Data protection: holds, erasure and their reports; no content. */
    DATA_PROTECTION,
    /** Audit: proofs and the custody log; no content. */
    AUDITOR,
    /** Reviewers of posts: nothing here. */
    REVIEWER,
    /** The detectors' process: nothing here. */
    SCORER;

    /** Whether the role may be shown what is in a package. */
    public boolean mayReadEvidence() {
        return this == LEGAL;
    }

    /** How the custody log has it: {@code data-protection}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The role with this label.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static Role of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("role '" + label + "' is unknown; allowed: "
                        + Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "))));
    }
}
