package dev.sluice.app.config;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a process is watched; for {@code run}, {@code sink} and {@code serve} alike.
 *
 * @param log how it logs
 * @param tracing where spans go; nowhere by default
 */
public record ObserveSection(@Nullable Log log, @Nullable Tracing tracing) {
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

    /**
     * Where spans go. Prints no header.
     *
     * @param endpoint the whole address of an OTLP/HTTP collector, such as {@code http://collector:4318/v1/traces}
     * @param share of the posts without a trace of their own that are given one, 0 to 1; 0 by default, so that only those
     *     are traced whose producer asked for it
     * @param headers sent along, such as an authorization
     */
    public record Tracing(
            String endpoint,
            @Nullable Double share,
            @Nullable Map<String, String> headers) {
        /** Checks the address and the share. */
        public Tracing {
            Require.that(
                    endpoint != null && (endpoint.startsWith("http://") || endpoint.startsWith("https://")),
                    "observe.tracing.endpoint is '" + endpoint
                            + "'; allowed: the http or https address of a collector, such as http://collector:4318/v1/traces");
            Require.that(
                    share == null || share >= 0 && share <= 1,
                    "observe.tracing.share is " + share + "; allowed: 0 to 1");
            Require.noNulls("observe.tracing.headers", headers, "a string");
            if (headers != null) {
                headers.forEach((name, value) -> Require.header("observe.tracing.headers." + name, value));
            }
        }

        @Override
        public String toString() {
            return "Tracing[" + endpoint + "]";
        }
    }
}
