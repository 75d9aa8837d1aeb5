package dev.sluice.topology.source.text;

/**
 * A stretch of plain text and the stretch of marked-up text that it stands for, in Unicode code points.
 *
 * @param start where it begins in the plain text
 * @param length how long it is there; 1 or more
 * @param from where it begins in the marked-up text
 * @param fromLength how long it is there
 * @param exact whether both are the same, character by character; else one stands for the other as a whole
 */
public record Run(int start, int length, int from, int fromLength, boolean exact) {
    /** Checks that there is something to stand for something. */
    public Run {
        if (start < 0 || length < 1 || from < 0 || fromLength < 1 || exact && length != fromLength) {
            throw new IllegalArgumentException("run " + start + "+" + length + " for " + from + "+" + fromLength
                    + "; allowed: positive lengths, equal ones where exact");
        }
    }

    /** Code point after the last, in the plain text. */
    public int end() {
        return start + length;
    }

    /** Code point after the last, in the marked-up text. */
    public int fromEnd() {
        return from + fromLength;
    }

    /** Both as one, which stands for the other as a whole unless nothing lies in between. */
    Run joined(Run next) {
        boolean seamless = exact && next.exact && next.start == end() && next.from == fromEnd();
        int first = Math.min(from, next.from);
        int last = Math.max(fromEnd(), next.fromEnd());
        return new Run(start, next.end() - start, first, last - first, seamless);
    }
}
