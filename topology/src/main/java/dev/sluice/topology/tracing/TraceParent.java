package dev.sluice.topology.tracing;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where in a trace a record was sent: the header {@code traceparent} of W3C Trace Context, version 00.
 *
 * @param traceId 32 hex digits
 * @param spanId 16 hex digits
 * @param sampled whether spans are wanted
 */
public record TraceParent(String traceId, String spanId, boolean sampled) {
    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final int LENGTH = 55;
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");
    private static final int HEX = 16;

    /** What a record's headers say; null where they say nothing of a trace. */
    public static @Nullable TraceParent in(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return of(header == null ? null : header.value());
    }

    /** What the header of a request over HTTP says; null where there is none, or it is none of version 00. */
    public static @Nullable TraceParent of(@Nullable String header) {
        return of(header == null ? null : header.getBytes(StandardCharsets.UTF_8));
    }

    /** What a header says; null where there is none, or it is none of version 00. */
    public static @Nullable TraceParent of(byte @Nullable [] header) {
        if (header == null || header.length != LENGTH) {
            return null;
        }
        Matcher matcher = FORM.matcher(new String(header, StandardCharsets.ISO_8859_1));
        if (!matcher.matches() || isZero(matcher.group(1)) || isZero(matcher.group(2))) {
            return null;
        }
        return new TraceParent(matcher.group(1), matcher.group(2), (Integer.parseInt(matcher.group(3), HEX) & 1) == 1);
    }

    /** A trace of its own, which spans are wanted of; its span id stands for whoever began it. */
    static TraceParent begin() {
        return new TraceParent(random() + random(), random(), true);
    }

    /** The same trace, one span further. */
    TraceParent next() {
        return new TraceParent(traceId, random(), sampled);
    }

    /** The header's bytes. */
    public byte[] header() {
        return ("00-" + traceId + "-" + spanId + (sampled ? "-01" : "-00")).getBytes(StandardCharsets.US_ASCII);
    }

    private static String random() {
        return String.format(
                java.util.Locale.ROOT, "%016x", ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    }

    private static boolean isZero(String hex) {
        return hex.chars().allMatch(c -> c == '0');
    }
}
