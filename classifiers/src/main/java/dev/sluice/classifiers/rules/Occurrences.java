package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Span;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The phrases of rules that are in one text, and where. */
final class Occurrences {
    /** The sets that have a phrase in the text. */
    final BitSet seen;

    /** Where the words of loose phrases are near enough to ask Lucene, by number of the phrase. */
    final BitSet near = new BitSet();

    /** The sets of phrases that Lucene failed on, with the failure; {@link #fail} adds to them. */
    Map<Integer, Exception> failures = Map.of();

    /** Where loose phrases are, by number; {@link #place} adds to them. */
    Map<Integer, List<Span>> loose = Map.of();

    /** Number of the phrase in the high half, the token by which it was found in the low half. */
    private long[] exact = new long[8];

    private int size;

    /** None yet, of so many sets. */
    Occurrences(int sets) {
        seen = new BitSet(sets);
    }

    void add(int phrase, int token) {
        if (size == exact.length) {
            exact = Arrays.copyOf(exact, size * 2);
        }
        exact[size++] = (long) phrase << 32 | token;
    }

    /** Few posts have a loose phrase, so that the maps are made when they do. */
    void place(int phrase, List<Span> spans) {
        loose = loose.isEmpty() ? new HashMap<>() : loose;
        loose.put(phrase, spans);
    }

    void fail(int set, Exception failure) {
        failures = failures.isEmpty() ? new HashMap<>() : failures;
        failures.put(set, failure);
    }

    int size() {
        return size;
    }

    int phrase(int index) {
        return (int) (exact[index] >>> 32);
    }

    int token(int index) {
        return (int) exact[index];
    }
}
