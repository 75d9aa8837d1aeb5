package dev.sluice.topology.outcomes.statements;

import dev.sluice.schemas.Outcome;

/** What keeps a post from being seen as others are. */
enum Restriction {
    /** Nothing. */
    NONE(0),
    /** It is shown to fewer. */
    LIMIT(1),
    /** It is taken down. */
    REMOVE(2);

    private final int code;

    Restriction(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static Restriction of(int code) {
        for (Restriction restriction : values()) {
            if (restriction.code == code) {
                return restriction;
            }
        }
        throw new IllegalStateException("restriction " + code + " is unknown; allowed: 0 to 2");
    }

    /** What is in force after a decision; while a person is asked, what was in force stays so. */
    static Restriction after(Outcome outcome, Restriction before) {
        return switch (outcome) {
            case ALLOW, NUDGE -> NONE;
            case LIMIT -> LIMIT;
            case REMOVE -> REMOVE;
            case REVIEW, UNKNOWN -> before;
        };
    }

    Outcome outcome() {
        return switch (this) {
            case NONE -> Outcome.ALLOW;
            case LIMIT -> Outcome.LIMIT;
            case REMOVE -> Outcome.REMOVE;
        };
    }
}
