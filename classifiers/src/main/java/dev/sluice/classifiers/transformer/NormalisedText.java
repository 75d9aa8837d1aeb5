package dev.sluice.classifiers.transformer;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A text after BERT's normalisation, cut into words, with the map back to code points of the original: control
 * characters dropped, white space unified, CJK ideographs and punctuation each a word, and, as the vocabulary asks,
 * accents and case undone (Devlin et al., "BERT", 2019; the order of the steps is that of Hugging Face's tokenizers).
 */
final class NormalisedText {
    private static final Normalizer2 DECOMPOSITION = Normalizer2.getNFDInstance();

    private final Vocabulary vocabulary;
    private int[] codePoints;
    private int[] origins;
    private boolean[] begins;
    private int length;
    private boolean pendingBreak = true;

    private NormalisedText(Vocabulary vocabulary, int room) {
        this.vocabulary = vocabulary;
        codePoints = new int[room];
        origins = new int[room];
        begins = new boolean[room];
    }

    /** Normalises the first code points of a text; lone surrogates are dropped. */
    static NormalisedText of(String text, int mostCodePoints, Vocabulary vocabulary) {
        NormalisedText result = new NormalisedText(vocabulary, Math.min(text.length(), mostCodePoints) + 16);
        int i = 0;
        for (int at = 0; at < mostCodePoints && i < text.length(); at++) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            result.add(codePoint, at);
        }
        return result;
    }

    /** How many code points there are. */
    int length() {
        return length;
    }

    /** A code point after normalisation. */
    int codePoint(int index) {
        return codePoints[index];
    }

    /** Which code point of the original it comes from. */
    int origin(int index) {
        return origins[index];
    }

    /** Whether it begins a word. */
    boolean begins(int index) {
        return begins[index];
    }

    private void add(int codePoint, int at) {
        if (codePoint == '\t' || codePoint == '\n' || codePoint == '\r' || codePoint == ' ') {
            pendingBreak = true;
        } else if (codePoint < 128) {
            if (codePoint > ' ' && codePoint != 127) {
                append(codePoint, at);
            }
        } else if (!dropped(codePoint)) {
            if (Character.isSpaceChar(codePoint)) {
                pendingBreak = true;
            } else {
                boolean alone = ideograph(codePoint);
                pendingBreak |= alone;
                decompose(codePoint, at);
                pendingBreak |= alone;
            }
        }
    }

    private void decompose(int codePoint, int at) {
        @Nullable String parts = vocabulary.stripAccents() ? DECOMPOSITION.getDecomposition(codePoint) : null;
        if (parts == null) {
            append(codePoint, at);
            return;
        }
        for (int i = 0; i < parts.length(); i += Character.charCount(parts.codePointAt(i))) {
            append(parts.codePointAt(i), at);
        }
    }

    private void append(int codePoint, int at) {
        if (codePoint >= 128
                && vocabulary.stripAccents()
                && Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return;
        }
        int folded = vocabulary.lowerCase() ? Character.toLowerCase(codePoint) : codePoint;
        boolean alone = punctuation(folded);
        if (length == codePoints.length) {
            int room = length * 2;
            codePoints = Arrays.copyOf(codePoints, room);
            origins = Arrays.copyOf(origins, room);
            begins = Arrays.copyOf(begins, room);
        }
        codePoints[length] = folded;
        origins[length] = at;
        begins[length] = pendingBreak || alone;
        length++;
        pendingBreak = alone;
    }

    private static boolean dropped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    private static boolean punctuation(int codePoint) {
        if (codePoint < 128) {
            return codePoint > ' '
                    && !(codePoint >= '0' && codePoint <= '9')
                    && !(codePoint >= 'a' && codePoint <= 'z')
                    && !(codePoint >= 'A' && codePoint <= 'Z');
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    /** The blocks that BERT sets apart as ideographs. */
    private static boolean ideograph(int c) {
        return (c >= 0x4E00 && c <= 0x9FFF)
                || (c >= 0x3400 && c <= 0x4DBF)
                || (c >= 0x20000 && c <= 0x2A6DF)
                || (c >= 0x2A700 && c <= 0x2B73F)
                || (c >= 0x2B740 && c <= 0x2B81F)
                || (c >= 0x2B920 && c <= 0x2CEAF)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0x2F800 && c <= 0x2FA1F);
    }

    /** Prints the length, never text. */
    @Override
    public String toString() {
        return "NormalisedText[" + length + " code points]";
    }
}
