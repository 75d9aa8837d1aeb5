package dev.sluice.topology.outcomes.statements;

import java.nio.charset.StandardCharsets;

/** How statements are made. */
public final class StatementSettings {
    private static final int LEAST_KEY_BYTES = 16;

    private final byte[] puidKey;

    private StatementSettings(byte[] puidKey) {
        this.puidKey = puidKey;
    }

    /**
     * Settings.
     *
     * @param puidKey key of the public ids: at least 16 characters, the same for ever, known to the platform alone
     * @throws IllegalArgumentException where it is too short
     */
    public static StatementSettings withKey(String puidKey) {
        byte[] key = puidKey.getBytes(StandardCharsets.UTF_8);
        if (key.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("outcomes.puidKey has " + key.length + " bytes; allowed: "
                    + LEAST_KEY_BYTES + " or more, chosen by chance and kept for ever");
        }
        return new StatementSettings(key);
    }

    byte[] puidKey() {
        return puidKey.clone();
    }

    /** Prints no key. */
    @Override
    public String toString() {
        return "StatementSettings[]";
    }
}
