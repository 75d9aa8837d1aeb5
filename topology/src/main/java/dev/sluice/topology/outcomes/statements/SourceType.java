package dev.sluice.topology.outcomes.statements;

/** What led to a restriction, weakest first; the code of each is its rank. */
enum SourceType {
    /** Nobody had told us. */
    OWN_INITIATIVE("SOURCE_VOLUNTARY", "own"),
    /** A member's report that is no notice under article 16. */
    REPORT("SOURCE_TYPE_OTHER_NOTIFICATION", "report"),
    /** A notice under DSA article 16. */
    NOTICE("SOURCE_ARTICLE_16", "notice"),
    /** A notice by a trusted flagger, DSA article 22. */
    TRUSTED_FLAGGER("SOURCE_TRUSTED_FLAGGER", "trusted");

    private final String attribute;
    private final String words;

    SourceType(String attribute, String words) {
        this.attribute = attribute;
        this.words = words;
    }

    /** The value of attribute {@code source_type}. */
    String attribute() {
        return attribute;
    }

    /** The name of its words in the files of texts. */
    String words() {
        return words;
    }

    static SourceType of(int code) {
        if (code < 0 || code >= values().length) {
            throw new IllegalStateException("source type " + code + " is unknown; allowed: 0 to 3");
        }
        return values()[code];
    }

    /** The stronger of both. */
    SourceType or(SourceType other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
