package dev.sluice.classifiers.text;

/**
 * Joins words whose letters were set apart: "f u c k", "f.u.c.k", "k-i-l-l".
 *
 * <p>Three or more single letters in a row, each parted from the next by equally many characters (at most three), are one
 * word. Where the first is "a" or "i", which are words by themselves, the rest gets a hash of its own too.
 */
final class SpacedLetters {
    private static final int SHORTEST = 3;
    private static final int WIDEST_GAP = 3;

    private final FoldedText text;
    private int first;
    private int count;
    private int gap;

    SpacedLetters(FoldedText text) {
        this.text = text;
    }

    void reset() {
        count = 0;
    }

    /** Notes that the last token was closed. */
    void closed(boolean maybeLetter) {
        int token = text.tokenCount - 1;
        int start = text.tokenStarts[token];
        boolean single = maybeLetter && text.tokenEnds[token] - start == 1;
        if (!single) {
            if (count > 0) {
                join(1);
            }
            return;
        }
        int distance = token == 0 ? 0 : text.starts[start] - text.ends[text.tokenEnds[token - 1] - 1];
        if (count > 0 && (distance > WIDEST_GAP || (count > 1 && distance != gap))) {
            join(1);
        }
        if (count == 0) {
            first = text.tokenCount - 1;
        } else {
            gap = distance;
        }
        count++;
    }

    /** Notes that the text is at its end. */
    void end() {
        join(0);
    }

    /** Joins the run, if it is one; so many tokens after it move up. */
    private void join(int after) {
        int letters = count;
        count = 0;
        if (letters < SHORTEST || !mostlyLetters(letters)) {
            return;
        }
        int tailStart = after == 0 ? 0 : text.tokenStarts[first + letters];
        int tailEnd = text.length;
        int out = text.tokenStarts[first];
        for (int token = first; token < first + letters; token++, out++) {
            move(text.tokenStarts[token], out);
        }
        text.tokenEnds[first] = out;
        text.tokenCount = first + 1;
        text.length = out;
        text.tokenAltHashes[first] = 0;
        rehash(letters);
        if (after > 0) {
            moveTail(tailStart, tailEnd, first + letters);
        }
    }

    private void rehash(int letters) {
        int start = text.tokenStarts[first];
        Unmasking.digitsToLetters(text.chars, start, text.tokenEnds[first]);
        char initial = text.chars[start];
        Unmasking.hash(text, first);
        if (letters > SHORTEST && (initial == 'a' || initial == 'i')) {
            text.tokenAltHashes[first] = Folder.hash(text.chars, start + 1, text.tokenEnds[first]);
        }
    }

    private void moveTail(int tailStart, int tailEnd, int tailToken) {
        int out = text.length;
        for (int i = tailStart - 1; i < tailEnd; i++, out++) {
            move(i, out);
        }
        int token = text.tokenCount++;
        text.tokenStarts[token] = text.length + 1;
        text.tokenEnds[token] = out;
        text.tokenHashes[token] = text.tokenHashes[tailToken];
        text.tokenAltHashes[token] = text.tokenAltHashes[tailToken];
        text.length = out;
    }

    private boolean mostlyLetters(int letters) {
        int found = 0;
        for (int token = first; token < first + letters; token++) {
            found += text.chars[text.tokenStarts[token]] >= 'a' ? 1 : 0;
        }
        return found * 2 >= letters && found >= 2;
    }

    private void move(int from, int to) {
        text.chars[to] = text.chars[from];
        text.starts[to] = text.starts[from];
        text.ends[to] = text.ends[from];
    }
}
