package dev.sluice.classifiers.text;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;

/**
 * What each character folds to, laid out for one array read per character.
 *
 * <p>Built once from ICU's data: NFKC case folding, decomposition without marks for Latin, Greek and Cyrillic, and the
 * confusables of Unicode TR 39.
 */
final class FoldTable {
    /** The character separates tokens. */
    static final char SEPARATOR = 0;

    /** The character vanishes: zero width, bidi control, combining mark, variation selector, skin tone. */
    static final char DROP = 1;

    /** The character folds to several: see {@link #EXPANSIONS}. */
    static final char EXPAND = 2;

    /** The most characters one folds to; what would need more stays as it is. */
    static final int MAX_EXPANSION = 3;

    /** Where scripts with Latin look-alikes begin. */
    static final char FOREIGN_START = 0x370;

    private static final int FOREIGN_END = 0x2D00;
    private static final int MATH_START = 0x1D400;
    private static final int MATH_END = 0x1D800;
    private static final int ENCLOSED_START = 0x1F100;
    private static final int ENCLOSED_END = 0x1F200;
    /** Small capitals, in the order of a to z ('q' and 'x' have none in common use): they are letters to a reader. */
    private static final String SMALL_CAPITALS = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘ\0ʀꜱᴛᴜᴠᴡ\0ʏᴢ";

    /** For each character of the basic plane: what it folds to, or one of the codes above. */
    static final char[] BASIC = new char[0x10000];

    private static final char[] MATH = new char[MATH_END - MATH_START];
    private static final char[] ENCLOSED = new char[ENCLOSED_END - ENCLOSED_START];
    private static final char[] LOOKALIKES = new char[FOREIGN_END - FOREIGN_START];
    private static final char[][] EXPANSIONS = new char[0x10000][];
    private static final long[] ALONE = new long[0x10000 / Long.SIZE];

    private static final Normalizer2 CASEFOLD = Normalizer2.getNFKCCasefoldInstance();
    private static final Normalizer2 DECOMPOSE = Normalizer2.getNFDInstance();
    private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();

    static {
        for (int c = 0; c < BASIC.length; c++) {
            BASIC[c] = basic((char) c);
        }
        for (int i = 0; i < MATH.length; i++) {
            MATH[i] = single(MATH_START + i);
        }
        for (int i = 0; i < ENCLOSED.length; i++) {
            ENCLOSED[i] = enclosed(ENCLOSED_START + i);
        }
        for (int i = 0; i < LOOKALIKES.length; i++) {
            LOOKALIKES[i] = lookalike(FOREIGN_START + i);
        }
    }

    private FoldTable() {}

    /** The characters that one of the basic plane with {@link #EXPAND} folds to. */
    static char[] expansion(char c) {
        return EXPANSIONS[c];
    }

    /** Whether a character of the basic plane is a token of its own: an emoji, an ideograph, a kana. */
    static boolean alone(char c) {
        return (ALONE[c >> 6] >>> c & 1) != 0;
    }

    /** The Latin letter that a folded Greek, Cyrillic, Armenian, Cherokee or Coptic letter looks like, or 0. */
    static char latin(char folded) {
        return folded >= FOREIGN_START && folded < FOREIGN_END ? LOOKALIKES[folded - FOREIGN_START] : 0;
    }

    /** Whether a folded character belongs to a script with Latin look-alikes. */
    static boolean foreign(char folded) {
        return folded >= FOREIGN_START && folded < FOREIGN_END;
    }

    /** What a character beyond the basic plane folds to within it, or {@link #SEPARATOR}. */
    static char supplementary(int codePoint) {
        if (codePoint >= MATH_START && codePoint < MATH_END) {
            return MATH[codePoint - MATH_START];
        }
        if (codePoint >= ENCLOSED_START && codePoint < ENCLOSED_END) {
            return ENCLOSED[codePoint - ENCLOSED_START];
        }
        boolean skinTone = codePoint >= 0x1F3FB && codePoint <= 0x1F3FF;
        boolean tagOrSelector = codePoint >= 0xE0000 && codePoint <= 0xE0FFF;
        return skinTone || tagOrSelector ? DROP : SEPARATOR;
    }

    /** Whether a character beyond the basic plane that does not fold is an emoji. */
    static boolean emoji(int codePoint) {
        return codePoint >= 0x1F000 && codePoint <= 0x1FAFF;
    }

    private static char basic(char c) {
        if (c < 128) {
            return c;
        }
        int type = UCharacter.getType(c);
        if (UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT) || c == 0x640) {
            return DROP;
        }
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return mark(c);
        }
        if (type == Character.SURROGATE || c == 0x2122 || c == 0x2120 || c == 0xA9 || c == 0xAE) {
            return SEPARATOR;
        }
        if (type == Character.COMBINING_SPACING_MARK) {
            return c;
        }
        if (UCharacter.hasBinaryProperty(c, UProperty.IDEOGRAPHIC)
                || UScript.getScript(c) == UScript.HIRAGANA
                || pictograph(c)) {
            ALONE[c >> 6] |= 1L << c;
            return c;
        }
        return letterOrSymbol(c);
    }

    private static boolean pictograph(char c) {
        boolean punctuation = c == 0x203C || c == 0x2049 || c == 0x2139 || c == 0x24C2;
        return !punctuation && UCharacter.hasBinaryProperty(c, UProperty.EXTENDED_PICTOGRAPHIC);
    }

    /** Indic vowel signs are marks too, and must stay; those that sit on any letter go, and so do points. */
    private static char mark(char c) {
        int script = UScript.getScript(c);
        boolean kanaVoicing = c == 0x3099 || c == 0x309A;
        boolean removable = script == UScript.INHERITED
                || script == UScript.COMMON
                || script == UScript.ARABIC
                || script == UScript.HEBREW;
        return removable && !kanaVoicing ? DROP : c;
    }

    private static char letterOrSymbol(char c) {
        String folded = CASEFOLD.normalize(Character.toString(c));
        if (folded.length() == 1 && folded.charAt(0) < 128) {
            return folded.charAt(0);
        }
        String letters = letters(folded);
        if (letters.isEmpty()) {
            return SEPARATOR;
        }
        if (letters.length() == 1) {
            return letters.charAt(0);
        }
        if (letters.length() > MAX_EXPANSION) {
            return c;
        }
        EXPANSIONS[c] = letters.toCharArray();
        return EXPAND;
    }

    /** Letters and digits of a folded string, marks off, Latin oddities replaced by plain letters. */
    private static String letters(String folded) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                out.append((char) ('0' + digit));
            } else if (Character.isLetterOrDigit(c)) {
                plain(c, out);
            }
        }
        return out.toString();
    }

    private static void plain(char c, StringBuilder out) {
        int script = UScript.getScript(c);
        if (script != UScript.LATIN && script != UScript.GREEK && script != UScript.CYRILLIC) {
            out.append(c);
            return;
        }
        char base = DECOMPOSE.normalize(Character.toString(c)).charAt(0);
        if (script != UScript.LATIN || base < 128) {
            out.append(base);
            return;
        }
        int small = SMALL_CAPITALS.indexOf(base);
        String skeleton = small >= 0 ? Character.toString('a' + small) : skeletonLetters(base);
        out.append(skeleton.isEmpty() ? Character.toString(base) : skeleton);
    }

    /** The skeleton of TR 39 where it is made of plain lower-case letters (and marks, which go), else empty. */
    private static String skeletonLetters(int c) {
        StringBuilder out = new StringBuilder();
        String skeleton = DECOMPOSE.normalize(SPOOF.getSkeleton(Character.toString(c)));
        for (int i = 0; i < skeleton.length(); i++) {
            char s = skeleton.charAt(i);
            int small = s < 128 ? -1 : SMALL_CAPITALS.indexOf(s);
            if (s >= 'a' && s <= 'z') {
                out.append(s);
            } else if (s >= 'A' && s <= 'Z') {
                out.append((char) (s + 32));
            } else if (small >= 0) {
                out.append((char) ('a' + small));
            } else if (UCharacter.getType(s) != Character.NON_SPACING_MARK) {
                return "";
            }
        }
        return out.length() <= MAX_EXPANSION ? out.toString() : "";
    }

    private static char lookalike(int c) {
        if (!Character.isLetter(c)) {
            return 0;
        }
        switch (c) {
            case 'к', 'κ':
                return 'k';
            case 'м':
                return 'm';
            case 'и', 'η', 'п':
                return 'n';
            case 'г', 'я':
                return 'r';
            default:
                break;
        }
        String lower = skeletonLetters(c);
        String upper = skeletonLetters(Character.toUpperCase(c));
        String letter = lower.length() == 1 ? lower : upper.equals("l") ? "i" : upper;
        return letter.length() == 1 ? letter.charAt(0) : 0;
    }

    private static char single(int codePoint) {
        String letters = letters(CASEFOLD.normalize(Character.toString(codePoint)));
        return letters.length() == 1 ? letters.charAt(0) : SEPARATOR;
    }

    private static char enclosed(int codePoint) {
        if (codePoint >= 0x1F1E6) {
            return (char) ('a' + codePoint - 0x1F1E6);
        }
        if (codePoint >= 0x1F170 && codePoint <= 0x1F189) {
            return (char) ('a' + codePoint - 0x1F170);
        }
        if (codePoint >= 0x1F150 && codePoint <= 0x1F169) {
            return (char) ('a' + codePoint - 0x1F150);
        }
        return single(codePoint);
    }
}
