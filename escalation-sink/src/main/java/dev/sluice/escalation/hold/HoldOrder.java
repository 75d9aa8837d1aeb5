package dev.sluice.escalation.hold;

import dev.sluice.escalation.digest.Sha256;

/**
 * What is to be kept, and why.
 *
 * @param kind kind of hold
 * @param scope what it covers
 * @param basis on what ground, in words
 * @param reference the file number of whoever asked; empty where there is none
 */
public record HoldOrder(HoldKind kind, HoldScope scope, String basis, String reference) {
    private static final int LONGEST = 1_000;

    /** Refuses an order without a ground, and text that is too long for a list. */
    public HoldOrder {
        require("basis", basis);
        if (!reference.isEmpty()) {
            require("reference", reference);
        }
    }

    /** An id that follows from the order, so that asking twice for the same is asking once. */
    String id(int number) {
        String text = kind + "\0" + scope + "\0" + basis + "\0" + reference + "\0" + number;
        return Sha256.hex(text).substring(0, 16);
    }

    private static void require(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "hold's " + what + " cannot be used; allowed: up to " + LONGEST + " printable characters");
        }
    }
}
