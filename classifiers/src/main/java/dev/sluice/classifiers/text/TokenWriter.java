package dev.sluice.classifiers.text;

/** Writes folded characters and closes tokens; the text under construction is always the tail of the buffers. */
final class TokenWriter {
    /** What a token was seen to contain. */
    static final int LATIN = 1;

    static final int FOREIGN = 2;
    static final int DIGIT = 4;
    static final int MASKED = 8;
    static final int ALONE = 16;
    static final int AFTER_MASK = 32;

    private final FoldedText text;
    private final SpacedLetters spaced;
    private boolean inToken;
    private boolean tagged;
    private boolean starBefore;
    private int flags;
    private boolean latinSeen;
    private boolean foreignSeen;
    private boolean disguiseSeen;

    TokenWriter(FoldedText text) {
        this.text = text;
        this.spaced = new SpacedLetters(text);
    }

    void reset() {
        inToken = false;
        tagged = false;
        starBefore = false;
        latinSeen = false;
        foreignSeen = false;
        disguiseSeen = false;
        spaced.reset();
    }

    boolean inToken() {
        return inToken;
    }

    void letter(char c, int at) {
        append(c, at);
        flags |= LATIN;
    }

    /** A capital letter: in a hashtag, where lower-case letters surround it, it begins a word. */
    void capital(char lower, String original, int i, int at) {
        if (tagged && inToken && i + 1 < original.length() && i > 0) {
            boolean wordStart =
                    Character.isLowerCase(original.charAt(i - 1)) && Character.isLowerCase(original.charAt(i + 1));
            if (wordStart) {
                endToken();
                tagged = true;
            }
        }
        letter(lower, at);
    }

    void digit(char c, int at) {
        append(c, at);
        flags |= DIGIT;
    }

    /** A folded character of any kind. */
    void any(char c, int at) {
        append(c, at);
        if (c >= 'a' && c <= 'z') {
            flags |= LATIN;
        } else if (c >= '0' && c <= '9') {
            flags |= DIGIT;
        } else if (FoldTable.foreign(c)) {
            flags |= FOREIGN;
        }
    }

    /** A symbol that {@link Symbols} has read. */
    void symbol(char folded, char symbol, int at) {
        if (folded == 0) {
            endToken();
            tagged = symbol == '#';
            starBefore = symbol == '*';
        } else if (folded == Symbols.JOIN) {
            drop(at);
        } else {
            append(folded, at);
            flags |= folded == Symbols.MASK ? MASKED : LATIN;
        }
    }

    /** A character that vanishes belongs to the one before it, so that spans cover it. */
    void drop(int at) {
        if (text.length > 0 && text.ends[text.length - 1] == at) {
            text.ends[text.length - 1] = at + 1;
        }
    }

    /** A character that is a token of its own. */
    void alone(int codePoint, int at) {
        endToken();
        if (codePoint < 0x10000) {
            append((char) codePoint, at);
        } else {
            append(Character.highSurrogate(codePoint), at);
            append(Character.lowSurrogate(codePoint), at);
        }
        flags |= ALONE;
        endToken();
    }

    void endToken() {
        tagged = false;
        starBefore = false;
        if (inToken) {
            inToken = false;
            close();
        }
    }

    void endText() {
        endToken();
        spaced.end();
        if (disguiseSeen && latinSeen && !foreignSeen) {
            Unmasking.undisguiseAll(text);
        }
    }

    private void close() {
        int token = text.tokenCount++;
        text.tokenEnds[token] = text.length;
        text.tokenAltHashes[token] = 0;
        if (flags == LATIN) {
            latinSeen = true;
            Unmasking.hash(text, token);
        } else {
            closeUnusual(token);
        }
        spaced.closed((flags & ALONE) == 0);
    }

    private void closeUnusual(int token) {
        if ((flags & MASKED) != 0) {
            Unmasking.trimMasks(text, token, (flags & AFTER_MASK) != 0);
        }
        if ((flags & FOREIGN) != 0) {
            if ((flags & LATIN) != 0) {
                Unmasking.undisguise(text, token);
            } else if (Unmasking.disguised(text, token)) {
                disguiseSeen = true;
            } else {
                foreignSeen = true;
            }
        }
        latinSeen |= (flags & LATIN) != 0;
        if ((flags & DIGIT) != 0 && (flags & LATIN) != 0) {
            Unmasking.digitsToLetters(text.chars, text.tokenStarts[token], text.tokenEnds[token]);
        }
        Unmasking.hash(text, token);
    }

    private void append(char c, int at) {
        int out = text.length;
        if (!inToken) {
            inToken = true;
            flags = starBefore ? AFTER_MASK : 0;
            if (out > 0) {
                text.chars[out] = ' ';
                text.starts[out] = text.ends[out - 1];
                text.ends[out] = at;
                if (text.starts[out] == at) {
                    text.starts[out] = at - 1;
                }
                out++;
            }
            text.tokenStarts[text.tokenCount] = out;
        }
        text.chars[out] = c;
        text.starts[out] = at;
        text.ends[out] = at + 1;
        text.length = out + 1;
    }
}
