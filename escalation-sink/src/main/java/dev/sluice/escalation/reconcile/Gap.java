package dev.sluice.escalation.reconcile;

/**
 * Something that was escalated and did not come through.
 *
 * @param kind how far it came
 * @param where the record's topic, partition and offset, or the package that a receipt names
 */
public record Gap(Kind kind, String where) {
    /** How far it came. */
    public enum Kind {
        /** The sink has passed it, and the vault knows nothing of it. */
        NOT_ACQUIRED("was read and is neither sealed nor in quarantine"),
        /** It was taken in and never sealed. */
        NOT_SEALED("was acquired and never sealed"),
        /** It is sealed, and nobody was told. */
        NO_RECEIPT("is sealed and has no receipt"),
        /** A receipt names a sealing that the custody log does not have. */
        NOT_IN_LOG("has a receipt, and the custody log does not have its sealing");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        return where + " " + kind.words;
    }
}
