package dev.sluice.app.http.perspective;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a text into sentences, at most so many; the last has the rest. */
final class Sentences {
    private static final int MOST = 64;

    private Sentences() {}

    /**
     * A part of a text.
     *
     * @param begin its start, in UTF-16 units as the API counts
     * @param end behind its end
     */
    record Part(int begin, int end) {}

    /** The sentences of a text, without those that are blank. */
    static List<Part> of(String text, String language) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.forLanguageTag(language));
        breaks.setText(text);
        List<Part> parts = new ArrayList<>();
        int begin = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            if (parts.size() == MOST - 1) {
                end = text.length();
                breaks.last();
            }
            if (!text.substring(begin, end).isBlank()) {
                parts.add(new Part(begin, end));
            }
            begin = end;
        }
        return parts;
    }
}
