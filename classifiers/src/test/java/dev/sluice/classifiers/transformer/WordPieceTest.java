package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected ids are those that Hugging Face's own tokenizer gives for the same file. */
class WordPieceTest {
    private static final Vocabulary VOCABULARY = EncoderFiles.vocabulary();
    private static final WordPiece TOKENIZER = new WordPiece(VOCABULARY);

    private static Pieces encode(String text) {
        return TOKENIZER.encode(text, 1_000, 1_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "query:|23032 1024",
                "The CAFÉ isn't open|1996 7668 3475 1005 1056 2330",
                "unaffable|14477 20961 3468",
                "中文 ok|1746 1861 7929",
            })
    void cutsAsTheModelWasTrained(String text, String ids) {
        assertThat(encode(text).ids())
                .containsExactly(java.util.Arrays.stream(ids.split(" "))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    @Test
    void offsetsAreCodePointsOfTheOriginal() {
        Pieces pieces = encode("😀 Zoë's café");

        String text = "😀 Zoë's café";
        for (int i = 0; i < pieces.count(); i++) {
            assertThat(pieces.starts()[i]).isLessThan(pieces.ends()[i]);
        }
        int last = pieces.count() - 1;
        assertThat(pieces.ends()[last]).isEqualTo(text.codePointCount(0, text.length()));
        assertThat(text.substring(text.offsetByCodePoints(0, pieces.starts()[last])))
                .isEqualTo("café");
    }

    @Test
    void anAccentOfItsOwnIsDropped() {
        assertThat(encode("cafe\u0301").ids())
                .isEqualTo(encode("café").ids())
                .isEqualTo(encode("CAFE").ids());
    }

    @Test
    void zeroWidthAndControlCharactersAreDropped() {
        assertThat(encode("ha\u200bte\u0000d").ids()).isEqualTo(encode("hated").ids());
    }

    @Test
    void aWordThatIsTooLongIsOneUnknownPiece() {
        Pieces pieces = encode("a".repeat(101));

        assertThat(pieces.ids()).containsExactly(VOCABULARY.special().unknown());
        assertThat(pieces.ends()).containsExactly(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "\u200b", "\ud83d", "\udc00\ud800", "\u0000\u0001", "\u202e"})
    void whereNothingCanBeReadThereAreNoPieces(String text) {
        assertThat(encode(text).count()).isZero();
        assertThat(encode(text).complete()).isTrue();
    }

    @Test
    void readsNoFurtherThanAllowed() {
        Pieces byPieces = TOKENIZER.encode("one two three four", 1_000, 3);
        Pieces byLength = TOKENIZER.encode("one two three four", 7, 1_000);

        assertThat(byPieces.count()).isEqualTo(3);
        assertThat(byPieces.complete()).isFalse();
        assertThat(byLength.ends()).containsExactly(3, 7);
        assertThat(byLength.complete()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense|is not JSON",
                "{}|normalizer.type is ''; supported: 'BertNormalizer'",
                "{\"model\":{\"type\":\"BPE\"}}|model.type is 'BPE'; supported: 'WordPiece'",
                "{\"normalizer\":{\"type\":\"BertNormalizer\"},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"}}"
                        + "|model.vocab has 0 pieces",
                "{\"normalizer\":{\"type\":\"BertNormalizer\"},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},"
                        + "\"model\":{\"vocab\":{\"a\":-1}}}|an id that is no number from 0",
                "{\"normalizer\":{\"type\":\"BertNormalizer\"},\"pre_tokenizer\":{\"type\":\"BertPreTokenizer\"},"
                        + "\"model\":{\"vocab\":{\"a\":1}}}|has no '[UNK]'",
            })
    void aTokenizerThatIsNotSupportedIsRefused(String json, String problem) {
        assertThatThrownBy(() -> Vocabulary.read("mine.json", json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mine.json: ")
                .hasMessageContaining(problem);
    }
}
