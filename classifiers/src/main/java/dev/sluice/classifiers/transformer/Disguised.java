package dev.sluice.classifiers.transformer;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;

/**
 * Goes through the disguised words of a post, from first to last: those that fold to something else than themselves in
 * small letters. An apostrophe that folding drops is no disguise.
 */
final class Disguised {
    private final FoldedText folded;
    private int token = -1;

    Disguised(String post) {
        this.folded = new Folder().fold(post);
        next();
    }

    /** Whether a disguised word starts at this code point; asked with code points that never get smaller. */
    boolean startsAt(int codePoint) {
        while (token < folded.tokenCount && start() < codePoint) {
            next();
        }
        return token < folded.tokenCount && start() == codePoint;
    }

    private int start() {
        return folded.starts[folded.tokenStarts[token]];
    }

    /** The code point after the word. */
    int end() {
        return folded.ends[folded.tokenEnds[token] - 1];
    }

    /** How many letters the word has when it is read. */
    int length() {
        return folded.tokenEnds[token] - folded.tokenStarts[token];
    }

    /** A letter of the word. */
    char letter(int index) {
        return folded.chars[folded.tokenStarts[token] + index];
    }

    /** The code point that a letter stands for; for the last letter the last of the word, so that its end is kept. */
    int origin(int index) {
        return index == length() - 1 ? end() - 1 : folded.starts[folded.tokenStarts[token] + index];
    }

    private void next() {
        token++;
        while (token < folded.tokenCount && plain()) {
            token++;
        }
    }

    /** An emoji is a word to folding and none to hide. */
    private boolean plain() {
        if (Character.isSurrogate(letter(0))) {
            return true;
        }
        int from = folded.original.offsetByCodePoints(0, start());
        int to = folded.original.offsetByCodePoints(from, end() - start());
        int letter = 0;
        for (int i = from; i < to; i++) {
            char c = folded.original.charAt(i);
            if (letter < length() && Character.toLowerCase(c) == letter(letter)) {
                letter++;
            } else if (c != '\'' && c != '\u2019') {
                return false;
            }
        }
        return letter == length();
    }
}
