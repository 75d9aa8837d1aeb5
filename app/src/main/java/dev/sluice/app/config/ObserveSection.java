package dev.sluice.app.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a process is watched; for {@code run}, {@code sink} and {@code serve} alike.
 *
 * @param log how it logs
 */
public record ObserveSection(@Nullable Log log) {
    /**
     * How a process logs, on standard error.
     *
     * @param format {@code text}, which is the default, or {@code json}, an object a line
     * @param level of our own packages: {@code ERROR}, {@code WARN}, {@code INFO}, which is the default, or {@code DEBUG}
     */
    public record Log(@Nullable String format, @Nullable String level) {
        private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG");

        /** Checks both. */
        public Log {
            Require.that(
                    format == null || format.equals("text") || format.equals("json"),
                    "observe.log.format is '" + format + "'; allowed: text, json");
            Require.that(
                    level == null || LEVELS.contains(level),
                    "observe.log.level is '" + level + "'; allowed: ERROR, WARN, INFO, DEBUG");
        }
    }
}
