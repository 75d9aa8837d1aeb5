package dev.sluice.classifiers.targets;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.HashSet;
import java.util.Set;

/** Knows words that speak to somebody and words that speak about several, in the languages that have lexicons. */
final class Pronouns {
    private static final String SECOND = "you u ur your yours yourself yourselves youre youve youll ya yall thou"
            + " du dich dir dein deine deinen deiner euch euer eure ihr toi tu te ton tes vous votre vos"
            + " usted ustedes vosotros tus tuyo tua tuo tuoi voi vostro voce voces teu jij jullie jouw jou ty ciebie cie"
            + " tobie twoj twoja wy wam was";
    private static final String THIRD = "they them their theirs themselves theyre these those"
            + " sie ihnen deren diese ils elles eux leur leurs ellos ellas suyos loro quelli eles elas zij hun oni ich one";
    /** Words that mean something else in English, where English is not ruled out. */
    private static final String NOT_ENGLISH = "was te vos one ich tu ton du dir ya";

    private final Set<Long> second = hashes(SECOND);
    private final Set<Long> third = hashes(THIRD);
    private final Set<Long> notEnglish = hashes(NOT_ENGLISH);

    private static Set<Long> hashes(String words) {
        Folder folder = new Folder();
        Set<Long> hashes = new HashSet<>();
        for (String word : words.split(" ", -1)) {
            for (long hash : folder.hashes(word)) {
                hashes.add(hash);
            }
        }
        return hashes;
    }

    /** Whether the text speaks to somebody. */
    boolean secondPerson(FoldedText text) {
        return any(text, second);
    }

    /** Whether the text speaks about several. */
    boolean thirdPerson(FoldedText text) {
        return any(text, third);
    }

    private boolean any(FoldedText text, Set<Long> words) {
        boolean maybeEnglish = text.language.equals("en") || text.language.equals("und");
        for (int token = 0; token < text.tokenCount; token++) {
            long hash = text.tokenHashes[token];
            if (words.contains(hash) && !(maybeEnglish && notEnglish.contains(hash))) {
                return true;
            }
        }
        return false;
    }
}
