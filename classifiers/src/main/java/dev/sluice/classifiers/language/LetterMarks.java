package dev.sluice.classifiers.language;

import dev.sluice.classifiers.text.FoldedText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters with marks that few languages use, such as {@code ß} and {@code ñ}; folding takes the marks off, so that the
 * original is read. Each adds to the languages that use it about as much as a frequent word would, shared between them.
 * A mark is a hint beside words and never decides alone: names and loan words have them too.
 */
final class LetterMarks {
    private static final int PREFIX = 200;
    private static final String[][] USES = {
        {"ß", "de"},
        {"äöü", "de sv fi tr hu"},
        {"ñ¿¡", "es"},
        {"ãõ", "pt"},
        {"łśźżćńąę", "pl"},
        {"ê", "fr pt"},
        {"çœ", "fr pt tr"},
        {"âîûëïù", "fr"},
        {"ìò", "it"},
        {"è", "fr it"},
        {"à", "fr it pt"},
        {"é", "fr es pt cs hu"},
        {"áí", "es pt cs hu"},
        {"ó", "es pt pl cs hu"},
        {"ú", "es pt cs hu"},
        {"å", "sv no da"},
        {"øæ", "no da"},
        {"ğışİ", "tr"},
        {"řěůž", "cs"},
        {"őű", "hu"},
        {"țșă", "ro"},
    };

    /** So much do all marks together add at most: three rare words. */
    private static final float MOST = 2.4f;

    private static final float EACH = 0.8f;

    private final Map<Character, int[]> languages = new HashMap<>();

    /** Marks for languages in the order of their names. */
    LetterMarks(StopWords words) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < words.languages(); i++) {
            numbers.put(words.language(i), i);
        }
        for (String[] use : USES) {
            int[] users = Arrays.stream(use[1].split(" ", -1))
                    .filter(numbers::containsKey)
                    .mapToInt(numbers::get)
                    .toArray();
            use[0].chars().forEach(c -> languages.put((char) c, users));
        }
    }

    /** Adds, for each language, its share of every mark near the beginning. */
    void score(FoldedText text, float[] scores) {
        if (text.ascii) {
            return;
        }
        String original = text.original;
        int end = Math.min(original.length(), PREFIX);
        float total = 0;
        for (int i = 0; i < end && total < MOST; i++) {
            char c = original.charAt(i);
            int[] users = c < 0xA1 ? null : languages.get(Character.toLowerCase(c));
            if (users != null && users.length > 0) {
                total += EACH;
                for (int language : users) {
                    scores[language] += EACH / users.length;
                }
            }
        }
    }
}
