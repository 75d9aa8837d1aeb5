package dev.sluice.app.export.material;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A range of a text in Unicode code points.
 *
 * @param start the first
 * @param end the one after the last
 */
public record Span(int start, int end) {
    /** Whether both have a code point in common. */
    public boolean overlaps(Span other) {
        return start < other.end && other.start < end;
    }

    /** How pages name it: the first and the last of its characters, counted from 1. */
    public String characters() {
        return (start + 1) + "\u2013" + end;
    }

    /** The spans in order, those that touch or overlap made one, and cut at the end of a text of this length. */
    public static List<Span> merged(Collection<Span> spans, int length) {
        List<Span> merged = new ArrayList<>();
        List<Span> sorted = spans.stream()
                .map(span -> new Span(Math.min(span.start, length), Math.min(span.end, length)))
                .filter(span -> span.start < span.end)
                .sorted(Comparator.comparingInt(Span::start))
                .toList();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.start <= last.end) {
                merged.set(merged.size() - 1, new Span(last.start, Math.max(last.end, span.end)));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }
}
