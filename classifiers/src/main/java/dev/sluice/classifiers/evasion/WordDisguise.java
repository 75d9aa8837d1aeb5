package dev.sluice.classifiers.evasion;

import java.util.Random;

/** Disguises one word of ASCII letters. */
final class WordDisguise {
    /** No letter stands in. */
    private static final char NONE = '.';

    /** Cyrillic and Greek letters that look like a to z. */
    private static final String TWINS =
            "\u0430.\u0441\u0501\u0435..\u04BB\u0456\u0458..." + ".\u043E\u0440..\u0455..\u03BD.\u0445\u0443.";

    private static final String DIGITS = "4...3...1.....0...57......";
    private static final String SYMBOLS = "@.......!.........$.......";
    private static final char[] WIDTHLESS = {'\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD'};
    private static final String[] GAPS = {" ", ".", "-", "_"};
    private static final char[] BIDI = {'\u200E', '\u200F', '\u202A', '\u202C', '\u2066', '\u2069'};
    private static final char[] ACCENTS = {'\u0301', '\u0308', '\u0323', '\u0336'};
    private static final String[] HANDS = {"\uD83D\uDC4F", "\uD83D\uDD25", "\uD83D\uDE02"};

    private WordDisguise() {}

    static String of(String word, Disguise disguise, Random random) {
        return switch (disguise) {
            case HOMOGLYPH -> swapped(word, TWINS, random);
            case LEET -> swapped(word, random.nextInt(3) == 0 ? SYMBOLS : DIGITS, random);
            case ZERO_WIDTH -> between(word, WIDTHLESS, random);
            case SPACING -> String.join(GAPS[random.nextInt(GAPS.length)], word.split(""));
            case REPETITION -> drawnOut(word, random);
            case EMOJI -> random.nextInt(2) == 0 ? boxed(word, random) : clapped(word, random);
            case BIDI -> between(word, BIDI, random);
            case MIXED_SCRIPT -> random.nextInt(3) == 0 ? accented(word, random) : styled(word, random);
            case DELETION -> without(word, 1 + random.nextInt(word.length() - 2));
            case SWAP -> exchanged(word, 1 + random.nextInt(word.length() - 3));
        };
    }

    /** Replaces letters that have a stand-in: one for certain, where there is one, and each other by lot. */
    private static String swapped(String word, String standIns, Random random) {
        StringBuilder out = new StringBuilder(word);
        boolean done = false;
        for (int i = 0; i < word.length(); i++) {
            char standIn = standIns.charAt(Character.toLowerCase(word.charAt(i)) - 'a');
            if (standIn != NONE && (!done || random.nextInt(2) == 0)) {
                out.setCharAt(i, standIn);
                done = true;
            }
        }
        return out.toString();
    }

    private static String between(String word, char[] marks, Random random) {
        StringBuilder out = new StringBuilder();
        int sure = 1 + random.nextInt(word.length() - 1);
        for (int i = 0; i < word.length(); i++) {
            if (i > 0 && (i == sure || random.nextInt(2) == 0)) {
                out.append(marks[random.nextInt(marks.length)]);
            }
            out.append(word.charAt(i));
        }
        return out.toString();
    }

    private static String drawnOut(String word, Random random) {
        int at = random.nextInt(word.length());
        return word.substring(0, at)
                + word.substring(at, at + 1).repeat(3 + random.nextInt(4))
                + word.substring(at + 1);
    }

    /** Boxed, circled or regional letters. */
    private static String boxed(String word, Random random) {
        int base = new int[] {0x1F130, 0x1F150, 0x1F170, 0x24D0}[random.nextInt(4)];
        StringBuilder out = new StringBuilder();
        word.chars().forEach(c -> out.appendCodePoint(base + Character.toLowerCase(c) - 'a'));
        return out.toString();
    }

    private static String clapped(String word, Random random) {
        String hand = HANDS[random.nextInt(HANDS.length)];
        return hand + word + hand;
    }

    private static String accented(String word, Random random) {
        StringBuilder out = new StringBuilder();
        char accent = ACCENTS[random.nextInt(ACCENTS.length)];
        word.chars().forEach(c -> out.append((char) c).append(accent));
        return out.toString();
    }

    /** Full-width or mathematical letters, for each letter by lot. */
    private static String styled(String word, Random random) {
        int base = new int[] {0xFF41, 0x1D41A, 0x1D482, 0x1D5BA}[random.nextInt(4)];
        StringBuilder out = new StringBuilder();
        int sure = random.nextInt(word.length());
        for (int i = 0; i < word.length(); i++) {
            boolean other = i == sure || random.nextInt(3) > 0;
            out.appendCodePoint(other ? base + Character.toLowerCase(word.charAt(i)) - 'a' : word.charAt(i));
        }
        return out.toString();
    }

    private static String without(String word, int at) {
        return word.substring(0, at) + word.substring(at + 1);
    }

    private static String exchanged(String word, int at) {
        return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
    }
}
