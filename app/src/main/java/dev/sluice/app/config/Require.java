package dev.sluice.app.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of configuration values. */
final class Require {
    private static final String NAME_OR_IPV4 = "[a-zA-Z0-9]([a-zA-Z0-9._-]{0,251}[a-zA-Z0-9])?";
    private static final String IPV6 = "[0-9a-fA-F.]*(:[0-9a-fA-F.]*){2,8}(%[a-zA-Z0-9._-]+)?";

    private Require() {}

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new ConfigException(message);
        }
    }

    static void text(String key, @Nullable String value, String allowed) {
        that(value != null && !value.isBlank(), key + " is missing; allowed: " + allowed);
    }

    static void between(String key, @Nullable Integer value, int least, int most) {
        that(
                value == null || value >= least && value <= most,
                key + " is " + value + "; allowed: " + least + " to " + most);
    }

    static void noNulls(String key, @Nullable Collection<? extends @Nullable Object> values, String allowed) {
        that(
                values == null || values.stream().noneMatch(Objects::isNull),
                key + " has an empty entry; allowed: " + allowed);
    }

    static void noNulls(String key, @Nullable Map<String, ? extends @Nullable Object> values, String allowed) {
        if (values != null) {
            values.forEach((name, value) -> that(value != null, key + "." + name + " is empty; allowed: " + allowed));
        }
    }

    /** Refuses what no header of HTTP takes, without quoting it: whoever refuses it later would. */
    static void header(String key, @Nullable String value) {
        that(
                value == null || value.chars().noneMatch(Character::isISOControl),
                key + " has a line break or another control character; allowed: one line");
    }

    /** Refuses what neither is an address nor may be a name, such as one with a scheme or a port. */
    static void host(String key, @Nullable String value) {
        that(
                value == null || value.matches(NAME_OR_IPV4) || value.matches(IPV6),
                key + " is '" + value + "'; allowed: an address or a name of this machine, such as 127.0.0.1 for itself"
                        + " alone, or 0.0.0.0 for all of them");
    }

    /** The duration that is written, where one is. */
    static Duration duration(String key, @Nullable String value, Duration otherwise) {
        try {
            return value == null ? otherwise : Duration.parse(value);
        } catch (DateTimeParseException e) {
            throw new ConfigException(key + " is '" + value + "'; allowed: a duration such as PT10M or P2D");
        }
    }

    static void atLeast(String key, @Nullable Integer value, int least) {
        that(value == null || value >= least, key + " is " + value + "; allowed: " + least + " or more");
    }
}
