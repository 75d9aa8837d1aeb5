package dev.sluice.classifiers.transformer;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.util.Arrays;
import java.util.Locale;

/**
 * A post as the encoder reads it, with the map back to the code points that were posted. Web addresses and handles are
 * left out, since it was not trained with them either: which account is meant says nothing about how it is spoken to.
 * Emoji become their names in Unicode, because the encoder's vocabulary has hardly any and would take all others for one
 * and the same unknown word; but hands that clap around a word are left out, since they stress whatever stands between them. A disguised word is read as what it folds to, as the first look reads it: else who disguises
 * a word would have the second look withdraw what the first one saw.
 */
final class ReadablePost {
    private static final int JOINER = 0x200D;
    private static final int FIRST_FLAG_LETTER = 0x1F1E6;
    private static final int LAST_FLAG_LETTER = 0x1F1FF;
    private static final int FIRST_SKIN_TONE = 0x1F3FB;
    private static final int LAST_SKIN_TONE = 0x1F3FF;
    private static final String[] SKIN_TONES = {
        "light skin", "medium light skin", "medium skin", "medium dark skin", "dark skin"
    };

    private final StringBuilder text;
    private int[] origins;
    private int length;
    private int read;

    private ReadablePost(int room) {
        this.text = new StringBuilder(room);
        this.origins = new int[room];
    }

    /** Reads the first code points of a post. */
    static ReadablePost of(String post, int mostCodePoints) {
        ReadablePost readable = new ReadablePost(Math.min(post.length(), mostCodePoints) + 16);
        Disguised disguised = new Disguised(post);
        int i = 0;
        int at = 0;
        boolean inside = false;
        int closing = 0;
        while (i < post.length() && at < mostCodePoints) {
            if (disguised.startsAt(at) && disguised.end() <= mostCodePoints) {
                readable.append(disguised);
                i = post.offsetByCodePoints(i, disguised.end() - at);
                at = disguised.end();
                inside = true;
                continue;
            }
            int skipped = Math.max(inside ? 0 : address(post, i), handle(post, i));
            if (skipped > 0) {
                readable.append(' ', at);
                at += post.codePointCount(i, i + skipped);
                i += skipped;
                inside = false;
                continue;
            }
            int codePoint = post.codePointAt(i);
            int closedAt = closedAt(post, i, codePoint);
            if (closedAt > 0 || closing == i && i > 0) {
                readable.append(' ', at);
                closing = closedAt;
            } else {
                readable.add(codePoint, at);
            }
            inside = Character.isLetterOrDigit(codePoint);
            i += Character.charCount(codePoint);
            at++;
        }
        readable.read = Math.min(at, mostCodePoints);
        return readable;
    }

    /** What is read. */
    String text() {
        return text.toString();
    }

    /** How many code points of the post were read. */
    int read() {
        return read;
    }

    /** The pieces of {@link #text()}, as pieces of the post. */
    Pieces original(Pieces pieces, boolean complete) {
        int[] starts = new int[pieces.count()];
        int[] ends = new int[pieces.count()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = origins[pieces.starts()[i]];
            ends[i] = origins[pieces.ends()[i] - 1] + 1;
        }
        return new Pieces(pieces.ids(), starts, ends, complete);
    }

    private void add(int codePoint, int at) {
        if (codePoint >= FIRST_FLAG_LETTER && codePoint <= LAST_FLAG_LETTER) {
            append('a' + codePoint - FIRST_FLAG_LETTER, at);
        } else if (codePoint >= FIRST_SKIN_TONE && codePoint <= LAST_SKIN_TONE) {
            append(SKIN_TONES[codePoint - FIRST_SKIN_TONE], at);
        } else if (codePoint == JOINER) {
            append(' ', at);
        } else if (pictograph(codePoint)) {
            String name = UCharacter.getName(codePoint);
            append(name == null ? "" : name.toLowerCase(Locale.ROOT), at);
        } else {
            append(codePoint, at);
        }
    }

    private void append(Disguised word) {
        for (int k = 0; k < word.length(); k++) {
            append(word.letter(k), word.origin(k));
        }
    }

    private void append(String words, int at) {
        append(' ', at);
        words.chars().forEach(letter -> append(letter, at));
        append(' ', at);
    }

    private void append(int codePoint, int at) {
        if (length == origins.length) {
            origins = Arrays.copyOf(origins, length * 2);
        }
        text.appendCodePoint(codePoint);
        origins[length++] = at;
    }

    /** Where, after a word that touches this emoji, the same emoji follows without a blank; 0 where it does not. */
    private static int closedAt(String post, int from, int codePoint) {
        if (!pictograph(codePoint)) {
            return 0;
        }
        int start = from + Character.charCount(codePoint);
        int end = start;
        while (end < post.length() && Character.isLetterOrDigit(post.charAt(end))) {
            end++;
        }
        return end > start && end < post.length() && post.codePointAt(end) == codePoint ? end : 0;
    }

    private static boolean pictograph(int codePoint) {
        return codePoint > 0x2000 && UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    /** How many chars from here are a web address. */
    private static int address(String post, int from) {
        int end = from;
        if (post.startsWith("https://", from)) {
            end += "https://".length();
        } else if (post.startsWith("http://", from)) {
            end += "http://".length();
        } else {
            return 0;
        }
        while (end < post.length() && !Character.isWhitespace(post.charAt(end))) {
            end++;
        }
        return end - from;
    }

    /** How many chars from here are a handle. */
    private static int handle(String post, int from) {
        if (post.charAt(from) != '@') {
            return 0;
        }
        int end = from + 1;
        while (end < post.length() && handleLetter(post.charAt(end))) {
            end++;
        }
        return end == from + 1 ? 0 : end - from;
    }

    private static boolean handleLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    /** Prints the length, never text. */
    @Override
    public String toString() {
        return "ReadablePost[" + length + " code points]";
    }
}
