package dev.sluice.classifiers.language;

import dev.sluice.classifiers.text.FoldedText;

/** Counts the scripts of a text's beginning and names the language of those that one language mostly uses. */
final class Scripts {
    /** So many folded characters tell enough. */
    static final int PREFIX = 200;

    private int latin;
    private int han;
    private int kana;
    private int cyrillic;
    private int arabic;
    private int other;
    private char sample;
    private boolean belarusianOrRussian;
    private boolean ukrainianI;
    private boolean serbian;
    private boolean persian;
    private boolean urdu;

    Scripts(FoldedText text) {
        int end = Math.min(text.length, PREFIX);
        for (int i = 0; i < end; i++) {
            char c = text.chars[i];
            if (c >= 'a' && c <= 'z') {
                latin++;
            } else if (c >= 0x370 && !Character.isSurrogate(c)) {
                count(c);
            }
        }
    }

    private void count(char c) {
        if (c >= 0x400 && c < 0x530) {
            cyrillic++;
            belarusianOrRussian |= c == 'ы' || c == 'э';
            ukrainianI |= c == 'і' || c == 'є' || c == 'ґ';
            serbian |= c == 'ј' || c == 'љ' || c == 'њ' || c == 'ђ' || c == 'ћ' || c == 'џ';
        } else if (c >= 0x600 && c < 0x780) {
            arabic++;
            persian |= c == 'پ' || c == 'چ' || c == 'ژ' || c == 'گ';
            urdu |= c == 'ٹ' || c == 'ڈ' || c == 'ڑ' || c == 'ے';
        } else if (c >= 0x4E00 && c < 0xA000 || c >= 0x3400 && c < 0x4DC0) {
            han++;
        } else if (c >= 0x3040 && c < 0x3100) {
            kana++;
        } else if (Character.isLetter(c)) {
            other++;
            sample = c;
        }
    }

    /** Whether most letters are Latin. */
    boolean mostlyLatin() {
        return latin * 2 >= letters();
    }

    int letters() {
        return latin + han + kana + cyrillic + arabic + other;
    }

    /** The language that the script speaks for, or empty where it has many. Only for text that is not mostly Latin. */
    String language() {
        if (kana > 0 && kana + han >= letters() / 2) {
            return "ja";
        }
        int most = Math.max(Math.max(han, cyrillic), Math.max(arabic, other));
        if (most == han) {
            return "zh";
        }
        if (most == cyrillic) {
            return serbian ? "sr" : ukrainianI ? (belarusianOrRussian ? "be" : "uk") : "ru";
        }
        if (most == arabic) {
            return urdu ? "ur" : persian ? "fa" : "ar";
        }
        return ofScript();
    }

    private String ofScript() {
        return switch (Character.UnicodeScript.of(sample)) {
            case GREEK -> "el";
            case HEBREW -> "he";
            case HANGUL -> "ko";
            case THAI -> "th";
            case DEVANAGARI -> "hi";
            case BENGALI -> "bn";
            case TAMIL -> "ta";
            case TELUGU -> "te";
            case GUJARATI -> "gu";
            case GURMUKHI -> "pa";
            case KANNADA -> "kn";
            case MALAYALAM -> "ml";
            case SINHALA -> "si";
            case GEORGIAN -> "ka";
            case ARMENIAN -> "hy";
            case KHMER -> "km";
            case LAO -> "lo";
            case MYANMAR -> "my";
            case ETHIOPIC -> "am";
            default -> "";
        };
    }
}
