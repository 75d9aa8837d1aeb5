package dev.sluice.topology.casework.verdict;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether somebody quotes a post: so many of its words in a row. A rationale goes with the decision to where no words of
 * posts may go.
 */
final class Quotes {
    /** Fewer words in a row are anybody's. */
    static final int WORDS = 6;

    private Quotes() {}

    /** Whether one text has a run of {@link #WORDS} words of the other, whatever stands between them. */
    static boolean quotes(String rationale, String post) {
        Set<String> runs = new HashSet<>(runs(post));
        return runs(rationale).stream().anyMatch(runs::contains);
    }

    private static List<String> runs(String text) {
        List<String> words = words(text);
        List<String> runs = new ArrayList<>();
        for (int from = 0; from + WORDS <= words.size(); from++) {
            runs.add(String.join(" ", words.subList(from, from + WORDS)));
        }
        return runs;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c)) {
                word.appendCodePoint(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
