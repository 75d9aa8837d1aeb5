package dev.sluice.escalation.vault;

/**
 * Something that is wrong with evidence.
 *
 * @param kind what sort of thing
 * @param path the file or package, relative to what was verified
 * @param detail what is wrong with it, in a few words
 */
public record Problem(Kind kind, String path, String detail) {
    /** Sorts of problems, each with the exit code of {@code sluice vault verify}. */
    public enum Kind {
        /** A file is not as it was sealed. */
        CONTENT(2),
        /** A file is missing, or was added. */
        COMPLETENESS(3),
        /** The signature is not that of the signed list. */
        SIGNATURE(4),
        /** A timestamp is not one of the checkpoint that it lies beside. */
        TIMESTAMP(5),
        /** The log is not what its checkpoints say, or does not account for the packages. */
        LOG(6),
        /** The custody log does not account for the evidence, or its chain does not hold. */
        CUSTODY(7),
        /** The signature is good, but of a key that is not trusted. */
        UNKNOWN_KEY(8);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** The exit code. */
        public int exitCode() {
            return exitCode;
        }
    }

    @Override
    public String toString() {
        return path + ": " + detail;
    }
}
