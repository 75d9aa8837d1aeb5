package dev.sluice.classifiers.evasion;

import dev.sluice.classifiers.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Disguises words of posts. Everything random comes from a seed and the text, so that a variant depends on nothing that
 * was disguised before it.
 */
public final class Disguises {
    /** A shorter word is not disguised: nobody would read it any more. */
    static final int SHORTEST = 4;

    /** Where nobody says which words matter, one in so many is disguised, and at least one. */
    private static final int ONE_IN = 3;

    private final long seed;

    /**
     * Disguises that a seed fixes.
     *
     * @param seed any number
     */
    public Disguises(long seed) {
        this.seed = seed;
    }

    /** A word of plain letters: from a character to before another. */
    private record Word(int start, int end) {}

    /**
     * A variant of a text.
     *
     * @param text what was posted
     * @param disguise how words are hidden
     * @param telling the parts that matter, in code points; where empty, words are drawn by lot
     * @return the variant, or the text itself where it has no word that can be disguised
     */
    public String vary(String text, Disguise disguise, List<Span> telling) {
        Random random = new Random(seed ^ (31L * text.hashCode() + disguise.ordinal()) * 0x9E3779B97F4A7C15L);
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (Word word : chosen(text, telling, random)) {
            out.append(text, from, word.start());
            out.append(WordDisguise.of(text.substring(word.start(), word.end()), disguise, random));
            from = word.end();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static List<Word> chosen(String text, List<Span> telling, Random random) {
        List<Word> words = words(text);
        List<Word> told = words.stream()
                .filter(word -> telling.stream().anyMatch(span -> overlaps(text, word, span)))
                .toList();
        if (!told.isEmpty() || words.isEmpty()) {
            return told;
        }
        List<Word> drawn = new ArrayList<>();
        int sure = random.nextInt(words.size());
        for (int i = 0; i < words.size(); i++) {
            if (i == sure || random.nextInt(ONE_IN) == 0) {
                drawn.add(words.get(i));
            }
        }
        return drawn;
    }

    private static boolean overlaps(String text, Word word, Span span) {
        int length = text.codePointCount(0, text.length());
        int start = text.offsetByCodePoints(0, Math.min(span.start(), length));
        int end = text.offsetByCodePoints(0, Math.min(span.end(), length));
        return word.start() < end && start < word.end();
    }

    /** Words of ASCII letters, long enough, and not part of an address, a tag or a name. */
    private static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && letter(text.charAt(i))) {
                i++;
            }
            if (i - start >= SHORTEST && free(text, start - 1) && free(text, i)) {
                words.add(new Word(start, i));
            }
            i = Math.max(i, start + 1);
        }
        return words;
    }

    private static boolean free(String text, int i) {
        if (i < 0 || i >= text.length()) {
            return true;
        }
        char c = text.charAt(i);
        return c < 128 && !Character.isLetterOrDigit(c) && "@#_/:'&*$".indexOf(c) < 0;
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
