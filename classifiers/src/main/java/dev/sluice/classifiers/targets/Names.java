package dev.sluice.classifiers.targets;

/** Sees whether a text names a person: by a handle, or by two capitalised words in a row that do not begin a sentence. */
final class Names {
    private static final int SHORTEST = 3;

    private Names() {}

    static boolean named(String text) {
        boolean beginsSentence = true;
        boolean capitalisedBefore = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '@' && (i == 0 || text.charAt(i - 1) <= ' ') && letter(text, i + 1)) {
                return true;
            }
            if (!letter(text, i)) {
                beginsSentence |= c == '.' || c == '!' || c == '?' || c == '\n';
                capitalisedBefore &= c == ' ';
                i++;
                continue;
            }
            int start = i;
            boolean lower = false;
            while (i < text.length() && (letter(text, i) || text.charAt(i) == '-')) {
                lower |= i > start && Character.isLowerCase(text.charAt(i));
                i++;
            }
            boolean capitalised = Character.isUpperCase(text.charAt(start)) && lower && i - start >= SHORTEST;
            if (capitalised && capitalisedBefore) {
                return true;
            }
            capitalisedBefore = capitalised && !beginsSentence;
            beginsSentence = false;
        }
        return false;
    }

    private static boolean letter(String text, int i) {
        return i < text.length() && Character.isLetter(text.charAt(i));
    }
}
