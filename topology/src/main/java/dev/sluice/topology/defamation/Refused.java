package dev.sluice.topology.defamation;

import dev.sluice.schemas.RefusalReason;

/**
 * Why a command is not carried out.
 *
 * @param reason as a code
 * @param message in one line: what, its value, and what is allowed; names nobody and quotes nothing
 */
record Refused(RefusalReason reason, String message) {
    static Refused malformed(String message) {
        return new Refused(RefusalReason.MALFORMED, message);
    }

    static Refused wrongState(String message) {
        return new Refused(RefusalReason.WRONG_STATE, message);
    }
}
