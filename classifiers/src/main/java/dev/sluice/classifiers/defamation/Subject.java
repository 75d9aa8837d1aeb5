package dev.sluice.classifiers.defamation;

/**
 * Somebody whom a reader could identify.
 *
 * @param kind what they are
 * @param first first token
 * @param last last token
 * @param strength how surely they are identified, in log-odds
 */
record Subject(Kind kind, int first, int last, float strength) {
    /** What a subject is. */
    enum Kind {
        PERSON("a named person"),
        ORGANISATION("a named organisation"),
        HANDLE("an account"),
        ROLE("somebody known by a role");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The same subject, identified more surely. */
    Subject surer(float by) {
        return new Subject(kind, first, last, strength + by);
    }
}
