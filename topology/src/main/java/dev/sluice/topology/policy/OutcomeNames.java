package dev.sluice.topology.policy;

import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Urgency;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Outcomes and urgencies as people write them in policies. */
final class OutcomeNames {
    /** All outcomes that may be written, mildest first. */
    static final String ALL = "allow, nudge, limit, review, remove";

    private OutcomeNames() {}

    static String of(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** The outcome that a key names. */
    static Outcome outcome(Fields fields, String key) {
        String text = fields.text(key);
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.UNKNOWN && of(outcome).equals(text)) {
                return outcome;
            }
        }
        throw fields.wrong(key, ALL);
    }

    /** The urgency that a key names. */
    static Urgency urgency(Fields fields, String key) {
        String text = fields.text(key);
        List<Urgency> allowed = Arrays.stream(Urgency.values())
                .filter(urgency -> urgency != Urgency.UNKNOWN)
                .toList();
        for (Urgency urgency : allowed) {
            if (urgency.name().equals(text)) {
                return urgency;
            }
        }
        throw fields.wrong(
                key, String.join(", ", allowed.stream().map(Urgency::name).toList()));
    }

    /** How severe an outcome is for the author: more than a nudge restricts. */
    static boolean restricts(Outcome outcome) {
        return switch (outcome) {
            case UNKNOWN, ALLOW, NUDGE -> false;
            case LIMIT, REVIEW, REMOVE -> true;
        };
    }
}
