package dev.sluice.classifiers.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Span;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderTest {
    private final Folder folder = new Folder();

    private String folded(String text) {
        FoldedText t = folder.fold(text);
        return new String(t.chars, 0, t.length);
    }

    /** What a reader of the original sees where a token of the folded text was found. */
    private String quoted(String text, int first, int last) {
        Span span = folder.fold(text).tokenSpan(first, last);
        int[] codePoints = text.codePoints().toArray();
        return new String(codePoints, span.start(), span.end() - span.start());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hello, World!|hello world",
                "ＫＩＬＬ them|kill them",
                "Café über naïve|cafe uber naive",
                "𝖐𝖎𝖑𝖑 𝕪𝕠𝕦|kill you",
                "Ⓚⓘⓛⓛ|kill",
                "🅚🅘🅛🅛|kill",
                "🇰🇮🇱🇱|kill",
                "k\u0336i\u0336l\u0336l\u0336|kill",
                "ki\u200Bl\u200Dl|kill",
                "\u202Ekill\u202C|kill",
                "\uFEFFso\u00ADft|soft",
                "Straße|strasse",
                "ﬁne oﬃce|fine office",
                "1️⃣ 2️⃣|1 2",
                "ᴋɪʟʟ|kill",
                "smørrebrød złoty|smorrebrod zloty",
            })
    void formsOfALetterFoldToThatLetter(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sh1t b1tch 1diot id10t|shit bitch idiot idiot",
                "n3rd pu55y bu11y l0s3r|nerd pussy bully loser",
                "a$$ $hit bitche$|ass shit bitches",
                "sh!t k!ll! b@st@rd @sshole|shit kill bastard asshole",
                "in 2024, 3 items, b2b, h8, gr8, mp3, ps5, 3rd, 4th, 100k, covid19|"
                        + "in 2024 3 items b2b h8 gr8 mp3 ps5 3rd 4th 100k covid19",
                "US$100 $5 $$$ 5$|us 100 5 5",
                "wow! great!!|wow great",
                "mail ann@example.com @ann|mail ann example com ann",
                "f*ck f**k f*** *really* **very** s*|f*ck f**k f*** really very s",
                "f*u*c*k|fuck",
                "f#ck #tag|f*ck tag",
            })
    void digitsAndSymbolsAreLettersOnlyInsideWords(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f u c k you|fuck you",
                "f.u.c.k.|fuck",
                "you k-i-l-l|you kill",
                "s_h_i_t|shit",
                "k i l l  y o u|kill you",
                "a b and c|a b and c",
                "U.S.A. and e.g. this|usa and e g this",
                "5 h 1 t|shit",
                "1 2 3 4|1 2 3 4",
                "плохо ч у|плохо ч у",
                "新 年 好|新 年 好",
            })
    void lettersSetApartAreJoined(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fuuuuck|fuck",
                "cool|cool",
                "bookkeeper|bookkeeper",
                "1000 2000|1000 2000",
                "xxx|xxx",
                "XXXXXXX|xxx",
                "nooooo waaaay|no way",
            })
    void drawnOutLettersCountOnce(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"cool,coooool", "ass,asssss", "kill,kiiiilllll", "fuck,fuuuuck", "idiot,idiooooot"})
    void drawnOutWordSharesTheSqueezedHashOfThePlainWord(String plain, String drawnOut) {
        FoldedText t = folder.fold(plain);
        long squeezed = Folder.squeezedHash(t.chars, 0, t.length);
        assertThat(t.tokenAltHashes[0]).isZero();
        assertThat(folder.fold(drawnOut).tokenAltHashes[0]).isEqualTo(squeezed);
    }

    @Test
    void spacedWordAfterALoneArticleIsKnownByItsRest() {
        long word = folder.hashes("fuck")[0];
        FoldedText t = folder.fold("a f u c k");
        assertThat(t.tokenCount).isEqualTo(1);
        assertThat(t.tokenAltHashes[0]).isEqualTo(word);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fuсk|fuck",
                "Нitler|hitler",
                "ѕех now|sex now",
                "Привет, как дела|привет, как дела",
                "Это хорошо and good|это хорошо and good",
                "κiλλ|kiλλ",
            })
    void lookAlikesAreLatinOnlyAmongLatinLetters(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected.replace(",", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "don't you're Ann's they'll|dont youre anns theyll",
                "don’t|dont",
                "l'homme d'or 'quoted'|l homme d or quoted",
                "#KillAllHumans #NATO|kill all humans nato",
                "snake_case a/b|snake case a b",
                "日本語 テスト|日 本 語 テスト",
                "हिन्दी|हिन्दी",
            })
    void wordsAreParted(String text, String expected) {
        assertThat(folded(text)).isEqualTo(expected);
    }

    @Test
    void eachEmojiIsATokenWithoutSkinToneAndSelector() {
        FoldedText t = folder.fold("ok🖕🏽🖕❤️!");
        assertThat(t.tokenCount).isEqualTo(4);
        assertThat(t.tokenHashes[1]).isEqualTo(t.tokenHashes[2]).isEqualTo(folder.hashes("🖕")[0]);
        assertThat(quoted("ok🖕🏽🖕❤️!", 1, 1)).isEqualTo("🖕🏽");
        assertThat(quoted("ok🖕🏽🖕❤️!", 3, 3)).isEqualTo("❤️");
    }

    @Test
    void spansQuoteWhatWasPosted() {
        assertThat(quoted("😀 so f.u.c.k it", 2, 2)).isEqualTo("f.u.c.k");
        assertThat(quoted("say fuuuuuck", 1, 1)).isEqualTo("fuuuuuck");
        assertThat(quoted("say k\u200Bi\u0336ll\u0336 now", 1, 1)).isEqualTo("k\u200Bi\u0336ll\u0336");
        assertThat(quoted("the Straße here", 1, 1)).isEqualTo("Straße");
        assertThat(quoted("k i l l them all", 0, 1)).isEqualTo("k i l l them");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "...", "\u200B\u200B", "\uD800", "\uDC00\uD800", "\u0000\u0001", "™", "***", "\u0301"})
    void textWithoutWordsHasNoTokens(String text) {
        FoldedText t = folder.fold(text);
        assertThat(t.tokenCount).isZero();
        assertThat(t.length).isZero();
        assertThat(t.originalLength).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Test
    void loneSurrogatesPartWords() {
        assertThat(folded("one\uD83Dtwo\uDE00three")).isEqualTo("one two three");
    }

    @Test
    void longTextIsCutAndSaysSo() {
        FoldedText t = folder.fold("word ".repeat(200_000));
        assertThat(t.originalLength).isEqualTo(1_000_000);
        assertThat(t.foldedLength).isEqualTo(Folder.MAX_CODE_POINTS);
        assertThat(t.tokenCount).isEqualTo(Folder.MAX_CODE_POINTS / 5);
    }

    @Test
    void tenThousandMentionsAreTenThousandTokens() {
        FoldedText t = folder.fold("@a ".repeat(6_000));
        assertThat(t.foldedLength).isEqualTo(18_000);
        assertValid(t);
        assertThat(folder.fold("@ab ".repeat(10_000)).tokenCount).isEqualTo(Folder.MAX_CODE_POINTS / 4);
    }

    @Test
    void foldingIsTheSameAfterOtherTexts() {
        long[] alone = new Folder().hashes("k i l l the b1tch");
        folder.fold("*f u c".repeat(500));
        assertThat(folder.hashes("k i l l the b1tch")).isEqualTo(alone);
    }

    @Test
    void spansAreValidForAnyText() {
        Random random = new Random(20260101);
        int[] alphabet = ("aabkKilLu013455789 .-_*#@$!|'’\n\t\u200B\u0301\uFE0F\u202Eéßﬃ™Ⓐ①€ксеоНжλ日本あ語ｋ１हिน\u0E49"
                        + "\u3099한🖕🏽🇬🇧👨\u200D👩🅱𝖐𝟙𠀀\uD800\uDC00")
                .codePoints()
                .toArray();
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                int codePoint =
                        random.nextInt(20) == 0 ? random.nextInt(0x110000) : alphabet[random.nextInt(alphabet.length)];
                text.appendCodePoint(codePoint);
            }
            assertValid(folder.fold(text.toString()));
        }
    }

    private static void assertValid(FoldedText t) {
        int previousEnd = -1;
        int previousOriginal = 0;
        for (int token = 0; token < t.tokenCount; token++) {
            assertThat(t.tokenStarts[token]).isEqualTo(previousEnd + 1);
            assertThat(t.tokenEnds[token]).isGreaterThan(t.tokenStarts[token]);
            previousEnd = t.tokenEnds[token];
            Span span = t.tokenSpan(token, token);
            assertThat(span.start()).isGreaterThanOrEqualTo(previousOriginal);
            assertThat(span.end()).isLessThanOrEqualTo(t.foldedLength);
            previousOriginal = span.end();
            assertThat(t.tokenHashes[token]).isEqualTo(Folder.hash(t.chars, t.tokenStarts[token], t.tokenEnds[token]));
        }
        assertThat(t.length).isEqualTo(Math.max(previousEnd, 0));
        for (int i = 0; i < t.length; i++) {
            Span span = t.span(i, i + 1);
            assertThat(span.end()).isLessThanOrEqualTo(t.foldedLength);
        }
    }
}
