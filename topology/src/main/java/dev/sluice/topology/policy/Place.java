package dev.sluice.topology.policy;

/**
 * A place in a file that people write, for messages.
 *
 * @param source the file, as the caller named it
 * @param line line, from 1
 * @param column column, from 1
 */
public record Place(String source, int line, int column) {

    /** An error at this line. */
    public PolicyException error(String message) {
        return new PolicyException(this + ": " + message);
    }

    /** An error at this very column. */
    PolicyException errorAtColumn(String message) {
        return new PolicyException(this + ":" + column + ": " + message);
    }

    @Override
    public String toString() {
        return source + ":" + line;
    }
}
