package dev.sluice.topology.source;

/** A record that is not what its source's format says. The message quotes nothing of it. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A record that is wrong for this reason. */
    public UnreadableRecordException(String detail) {
        super(detail, null, false, false);
    }

    /** What is wrong and what is allowed. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
