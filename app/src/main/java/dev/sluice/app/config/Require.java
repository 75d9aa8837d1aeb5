package dev.sluice.app.config;

import org.jspecify.annotations.Nullable;

/** Checks of configuration values. */
final class Require {
    private Require() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new ConfigException(message);
        }
    }

    static void text(String key, @Nullable String value, String allowed) {
        that(value != null && !value.isBlank(), key + " is missing; allowed: " + allowed);
    }

    static void atLeast(String key, @Nullable Integer value, int least) {
        that(value == null || value >= least, key + " is " + value + "; allowed: " + least + " or more");
    }
}
