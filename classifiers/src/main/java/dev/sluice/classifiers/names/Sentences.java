package dev.sluice.classifiers.names;

import dev.sluice.classifiers.text.FoldedText;
import java.util.Arrays;

/** What folding took away and names need: capital letters, the ends of sentences, what stands between two tokens. */
public final class Sentences {
    private final FoldedText text;
    private final int[] units;
    private final int[] sentences;
    private final boolean[] capital;
    private final boolean[] question;
    private final String[] gaps;

    /** Reads the original behind a folded text. */
    public Sentences(FoldedText text) {
        this.text = text;
        units = units(text);
        int tokens = text.tokenCount;
        sentences = new int[tokens];
        capital = new boolean[tokens];
        question = new boolean[tokens + 1];
        gaps = new String[tokens];
        for (int token = 0; token < tokens; token++) {
            gaps[token] = between(token == 0 ? 0 : to(token - 1), from(token));
        }
        int shouted = 0;
        for (int token = 0; token < tokens; token++) {
            sentences[token] = token == 0 ? 0 : sentences[token - 1] + (endBefore(token) ? 1 : 0);
            capital[token] = Character.isUpperCase(text.original.codePointAt(units[from(token)]));
            shouted += capital[token] && to(token) - from(token) > 1 && allCapitals(token) ? 1 : 0;
        }
        if (tokens > 0 && between(to(tokens - 1), text.foldedLength).contains("?")) {
            question[sentences[tokens - 1]] = true;
        }
        if (shouted > 3 && shouted * 2 > tokens) {
            Arrays.fill(capital, false);
        }
    }

    /** Number of the sentence that a token is in. */
    public int of(int token) {
        return sentences[token];
    }

    /** Whether a token begins a sentence. */
    public boolean initial(int token) {
        return token == 0 || sentences[token - 1] != sentences[token];
    }

    /** Whether a token begins with a capital letter, in a text that is not all capitals. */
    public boolean capital(int token) {
        return capital[token];
    }

    /** Whether a sentence ends with a question mark. */
    public boolean question(int sentence) {
        return question[sentence];
    }

    /** What stands in the original before a token, after the one before. */
    public String gapBefore(int token) {
        return gaps[token];
    }

    private boolean endBefore(int token) {
        String gap = gaps[token];
        if (gap.equals(" ")) {
            return false;
        }
        boolean end = false;
        for (int i = 0; i < gap.length(); i++) {
            char c = gap.charAt(i);
            end |= c == '!' || c == '?' || c == '\n' || c == ';' || c == '\u2026';
            end |= c == '.' && !abbreviation(token - 1);
        }
        if (end && gap.indexOf('?') >= 0) {
            question[sentences[token - 1]] = true;
        }
        return end;
    }

    /** "Mr." and initials do not end a sentence. */
    private boolean abbreviation(int token) {
        int length = to(token) - from(token);
        String word = text.token(token);
        return length == 1
                || word.equals("mr")
                || word.equals("mrs")
                || word.equals("ms")
                || word.equals("dr")
                || word.equals("prof")
                || word.equals("rev")
                || word.equals("st")
                || word.equals("sgt");
    }

    /** Whether every letter of a token is a capital, in a text that is not all capitals. */
    public boolean shouted(int token) {
        return capital[token] && allCapitals(token);
    }

    private boolean allCapitals(int token) {
        for (int i = from(token); i < to(token); i++) {
            if (Character.isLowerCase(text.original.codePointAt(units[i]))) {
                return false;
            }
        }
        return true;
    }

    private int from(int token) {
        return text.starts[text.tokenStarts[token]];
    }

    private int to(int token) {
        return text.ends[text.tokenEnds[token] - 1];
    }

    private String between(int from, int to) {
        if (from >= to) {
            return "";
        }
        boolean space = to - from == 1 && text.original.charAt(units[from]) == ' ';
        return space ? " " : text.original.substring(units[from], units[to]);
    }

    private static int[] units(FoldedText text) {
        int[] units = new int[text.foldedLength + 1];
        int unit = 0;
        for (int i = 0; i < text.foldedLength; i++) {
            units[i] = unit;
            unit += Character.charCount(text.original.codePointAt(unit));
        }
        units[text.foldedLength] = unit;
        return units;
    }
}
