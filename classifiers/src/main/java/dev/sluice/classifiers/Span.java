package dev.sluice.classifiers;

/**
 * A range of the <em>original</em> text.
 *
 * @param start first Unicode code point, from 0
 * @param end code point after the last; greater than {@code start}
 */
public record Span(int start, int end) {
    /** Refuses an empty or negative range. */
    public Span {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("span [" + start + ", " + end + ") must satisfy 0 <= start < end");
        }
    }
}
