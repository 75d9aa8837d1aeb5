package dev.sluice.topology.source;

import dev.sluice.topology.source.Pointer.Found;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a source writes times. */
public enum TimeFormat {
    /** ISO 8601; without an offset it is UTC. */
    ISO("a time in ISO 8601 such as 2026-11-01T09:30:00Z"),
    /** Seconds since 1970, fractions allowed. */
    SECONDS("seconds since 1970"),
    /** Milliseconds since 1970. */
    MILLIS("milliseconds since 1970"),
    /** Microseconds since 1970. */
    MICROS("microseconds since 1970");

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final String allowed;

    TimeFormat(String allowed) {
        this.allowed = allowed;
    }

    /** The format with this id, such as {@code seconds}. */
    static TimeFormat of(String id) {
        return Stream.of(values())
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is '" + id + "'; allowed: " + ids()));
    }

    private String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String ids() {
        return Stream.of(values()).map(TimeFormat::id).collect(Collectors.joining(", "));
    }

    /** The time at a place, to the millisecond. */
    Instant read(Found found) {
        Instant time = switch (this) {
            case ISO -> iso(found);
            case SECONDS -> millis(found, 3);
            case MILLIS -> millis(found, 0);
            case MICROS -> millis(found, -3);
        };
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw Scalars.wrong(found, allowed + ", of the years 1 to 9999");
        }
        return time;
    }

    private Instant iso(Found found) {
        if (!found.node().isTextual()) {
            throw Scalars.wrong(found, allowed);
        }
        try {
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    found.node().textValue().replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
            Instant time = parsed instanceof OffsetDateTime withOffset
                    ? withOffset.toInstant()
                    : ((LocalDateTime) parsed).toInstant(ZoneOffset.UTC);
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw Scalars.wrong(found, allowed);
        }
    }

    private Instant millis(Found found, int shift) {
        BigDecimal millis = Scalars.number(found, allowed).movePointRight(shift).setScale(0, RoundingMode.FLOOR);
        if (millis.precision() > 18) {
            throw Scalars.wrong(found, allowed);
        }
        return Instant.ofEpochMilli(millis.longValue());
    }
}
