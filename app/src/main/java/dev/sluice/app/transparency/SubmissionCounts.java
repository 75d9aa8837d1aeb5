package dev.sluice.app.transparency;

/**
 * What became of the statements that were read.
 *
 * @param submitted the database took them
 * @param found it had them already
 * @param blocked not sent; a person must look
 * @param refused the database refused them; a person must look
 * @param own for their authors alone
 * @param unreadable no statements; put into the dead letters
 */
public record SubmissionCounts(long submitted, long found, long blocked, long refused, long own, long unreadable) {
    /** Nothing was read. */
    public static final SubmissionCounts NONE = new SubmissionCounts(0, 0, 0, 0, 0, 0);

    /** These and others. */
    SubmissionCounts plus(SubmissionCounts other) {
        return new SubmissionCounts(
                submitted + other.submitted,
                found + other.found,
                blocked + other.blocked,
                refused + other.refused,
                own + other.own,
                unreadable + other.unreadable);
    }

    /** In words. */
    public String inWords() {
        return submitted + " submitted, " + found + " found there, " + blocked + " blocked, " + refused + " refused, "
                + own + " for their authors alone, " + unreadable + " unreadable";
    }
}
