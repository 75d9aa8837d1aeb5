package dev.sluice.topology.outcomes.statements;

/** Whether a person had a part in a decision; the code of each is its ordinal. */
enum Automation {
    /** Automated means alone decided. */
    FULLY("AUTOMATED_DECISION_FULLY", "fully"),
    /** Automated means restricted the post, and a person has decided since. */
    PARTIALLY("AUTOMATED_DECISION_PARTIALLY", "partially"),
    /** A person decided before anything was restricted. */
    NOT("AUTOMATED_DECISION_NOT_AUTOMATED", "people");

    private final String attribute;
    private final String words;

    Automation(String attribute, String words) {
        this.attribute = attribute;
        this.words = words;
    }

    /** The value of attribute {@code automated_decision}. */
    String attribute() {
        return attribute;
    }

    /** The name of its words in the files of texts. */
    String words() {
        return words;
    }

    static Automation of(int code) {
        if (code < 0 || code >= values().length) {
            throw new IllegalStateException("automation " + code + " is unknown; allowed: 0 to 2");
        }
        return values()[code];
    }
}
