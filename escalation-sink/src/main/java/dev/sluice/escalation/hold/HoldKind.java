package dev.sluice.escalation.hold;

import java.time.Period;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why evidence is held. */
public enum HoldKind {
    /** A dispute is before a court, or is to be expected. */
    LITIGATION(null),
    /** A regulator has asked, or looks into a matter. */
    REGULATOR(null),
    /**
     * A government asks to preserve records until it has a court order: 90 days, and 90 more on a renewed request (18 USC
     * 2703(f)(2)).
     */
    PRESERVATION_REQUEST(Period.ofDays(90));

    private final @Nullable Period term;

    HoldKind(@Nullable Period term) {
        this.term = term;
    }

    /** How long one request lasts; null where it has no end of its own. */
    public @Nullable Period term() {
        return term;
    }

    /** How commands name it: {@code preservation-request}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The kind with this label.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static HoldKind of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind of hold '" + label + "' is unknown; allowed: "
                        + Arrays.stream(values()).map(HoldKind::label).collect(Collectors.joining(", "))));
    }
}
