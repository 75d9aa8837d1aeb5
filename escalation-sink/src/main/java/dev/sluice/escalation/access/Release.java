package dev.sluice.escalation.access;

import dev.sluice.escalation.custody.CustodyAction;
import org.jspecify.annotations.Nullable;

/**
 * Why and where packages leave the vault.
 *
 * @param purpose what for
 * @param to where to: a file, and a recipient where one is named
 * @param unmaskedBecause why nothing is masked; null where names and addresses are, which is the rule
 */
public record Release(String purpose, String to, @Nullable String unmaskedBecause) {
    /** What the log says of the masking. */
    CustodyAction masking() {
        return unmaskedBecause == null ? CustodyAction.REDACTED : CustodyAction.UNMASKED;
    }

    String maskingPurpose() {
        return unmaskedBecause == null ? purpose : unmaskedBecause;
    }
}
