package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of rules by the second hashes that tokens may have: drawn-out and spaced-out spellings of them. */
final class Aliases {
    private final Map<Long, String> words = new HashMap<>();

    /** Makes a word known; of two words that are drawn out alike, the first one counts. */
    void add(String word) {
        char[] chars = word.toCharArray();
        words.putIfAbsent(Folder.squeezedHash(chars, 0, chars.length), word);
        words.putIfAbsent(hash(word), word);
    }

    /** The word of a rule that a token stands for by its second hash; null where it stands for itself. */
    @Nullable
    String word(FoldedText text, int token) {
        long second = text.tokenAltHashes[token];
        return second == 0 ? null : words.get(second);
    }

    /** The hash of the word that a token stands for. */
    long hash(FoldedText text, int token) {
        @Nullable String word = word(text, token);
        return word == null ? text.tokenHashes[token] : hash(word);
    }

    /** The hash of a folded word. */
    static long hash(String word) {
        return Folder.hash(word.toCharArray(), 0, word.length());
    }
}
