package dev.sluice.tuning;

import java.util.Random;

/** Misspells words as people do, by accident or to get past filters, so that the encoder learns to read them. */
final class SpellingNoise {
    private static final String PLAIN = "aeiostbgl";
    private static final String LOOKALIKE = "431057861";
    private static final String VOWELS = "aeiou";
    private static final int SHORTEST_WORD = 4;
    private static final double SHARE_OF_WORDS = 0.25;

    private SpellingNoise() {}

    /** The text with about a quarter of its longer words misspelt, at least one where it has one. */
    static String in(String text, Random random) {
        String[] words = text.split(" ", -1);
        int longOnes = 0;
        for (String word : words) {
            longOnes += word.length() >= SHORTEST_WORD ? 1 : 0;
        }
        if (longOnes == 0) {
            return text;
        }
        int sure = random.nextInt(longOnes);
        int seen = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].length() >= SHORTEST_WORD && (seen++ == sure || random.nextDouble() < SHARE_OF_WORDS)) {
                words[i] = word(words[i], random);
            }
        }
        return String.join(" ", words);
    }

    private static String word(String word, Random random) {
        int at = 1 + random.nextInt(word.length() - 2);
        if (Character.isSurrogate(word.charAt(at)) || Character.isSurrogate(word.charAt(at + 1))) {
            return word;
        }
        String before = word.substring(0, at);
        String from = word.substring(at);
        return switch (random.nextInt(8)) {
            case 0 -> before + from.substring(1);
            case 1 -> before + from.charAt(1) + from.charAt(0) + from.substring(2);
            case 2 -> before + from.charAt(0) + from;
            case 3 -> before + String.valueOf(from.charAt(0)).repeat(2 + random.nextInt(3)) + from;
            case 4 -> before + " " + from;
            case 5 -> lookalikes(word);
            case 6 -> starred(word, random);
            default -> spaced(word, random);
        };
    }

    private static String lookalikes(String word) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            int found = i == 0 ? -1 : PLAIN.indexOf(Character.toLowerCase(word.charAt(i)));
            out.append(found < 0 ? word.charAt(i) : LOOKALIKE.charAt(found));
        }
        return out.toString();
    }

    private static String starred(String word, Random random) {
        char mark = "*-_.".charAt(random.nextInt(4));
        StringBuilder out = new StringBuilder(word.substring(0, 1));
        for (int i = 1; i < word.length(); i++) {
            boolean vowel = VOWELS.indexOf(Character.toLowerCase(word.charAt(i))) >= 0;
            out.append(vowel ? mark : word.charAt(i));
        }
        return out.toString();
    }

    private static String spaced(String word, Random random) {
        String between = random.nextBoolean() ? " " : ".";
        StringBuilder out = new StringBuilder();
        word.codePoints().forEach(letter -> {
            out.append(out.isEmpty() ? "" : between);
            out.appendCodePoint(letter);
        });
        return out.toString();
    }
}
