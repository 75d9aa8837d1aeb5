package dev.sluice.classifiers.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.MalformedDataException;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconClassifierTest {
    private static final String HEAD =
            "#lexicon test\n#version 1.2.3\n#language en\n# a comment\n" + "phrase\tcategory\tweight\ttags\tnote\n";

    private final Folder folder = new Folder();

    private static Lexicon lexicon(String rows) throws MalformedDataException {
        return LexiconReader.read("test.tsv", (HEAD + rows).getBytes(StandardCharsets.UTF_8));
    }

    private List<Finding.Signal> find(LexiconClassifier classifier, String text) {
        return classifier.classify(folder.fold(text)).stream()
                .map(Finding.Signal.class::cast)
                .toList();
    }

    private static LexiconClassifier sample() throws MalformedDataException {
        return new LexiconClassifier(List.of(lexicon("muppet\tinsult\t1.5\tname\t\nabsolute muppet\tinsult\t2.5\tname\n"
                + "cool\tprofanity\t0.5\nass\tprofanity\t1\tbody,mild\tx\n🖕\tinsult\t2\nas you wish\tinsult\t-1\n")));
    }

    @Test
    void longestPhraseCountsAndNamesItsRule() throws Exception {
        List<Finding.Signal> signals = find(sample(), "You ABSOLUTE muppet, muppet!");
        assertThat(signals).hasSize(1);
        Finding.Signal signal = signals.getFirst();
        assertThat(signal.rule()).isEqualTo("lexicon:name");
        assertThat(signal.category()).isEqualTo(Category.INSULT);
        assertThat(signal.score()).isEqualTo(new Finding.Score.Weight(2.5f));
        assertThat(signal.spans()).containsExactly(new Span(4, 19), new Span(21, 27));
        assertThat(signal.explanation()).doesNotContain("muppet");
        assertThat(signal.version()).isEqualTo(sample().version()).matches("[0-9a-f]{8}");
    }

    @ParameterizedTest
    @CsvSource({
        "m u p p e t,lexicon:name", "muuuuppet,lexicon:name", "mupp3t,lexicon:name", "cooooool,lexicon:profanity",
        "assssss,lexicon:body", "a$$,lexicon:body", "🖕🏿,lexicon:insult", "so a m.u.p.p.e.t,lexicon:name"
    })
    void evasionSpellingsAreFound(String text, String rule) throws Exception {
        assertThat(find(sample(), text)).extracting(Finding.Signal::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "muppets", "as you", "assess the class", "😀", "\uD800", "absolute"})
    void wordsAreWholeTokens(String text) throws Exception {
        assertThat(sample().classify(folder.fold(text))).isEmpty();
    }

    @Test
    void entriesOfAnotherLanguageStaySilent() throws Exception {
        FoldedText text = folder.fold("muppet");
        text.language = "de";
        assertThat(sample().classify(text)).isEmpty();
        text.language = "en";
        assertThat(sample().classify(text)).hasSize(1);
    }

    @Test
    void repeatedWordHasBoundedSpans() throws Exception {
        List<Finding.Signal> signals = find(sample(), "muppet ".repeat(10_000));
        assertThat(signals).hasSize(1);
        assertThat(signals.getFirst().spans()).hasSize(LexiconClassifier.MAX_SPANS);
    }

    @Test
    void eachOfManyRandomPhrasesIsFoundAndNothingElse() throws Exception {
        Random random = new Random(7);
        Set<String> phrases = new HashSet<>();
        while (phrases.size() < 5_000) {
            List<String> words = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                words.add("w" + (char) ('a' + random.nextInt(20)) + (char) ('a' + random.nextInt(20)) + "x");
            }
            phrases.add(String.join(" ", words));
        }
        StringBuilder rows = new StringBuilder();
        phrases.forEach(phrase -> rows.append(phrase).append("\tabuse\t1\n"));
        LexiconClassifier classifier = new LexiconClassifier(List.of(lexicon(rows.toString())));
        for (String phrase : phrases) {
            assertThat(find(classifier, "the " + phrase + " end")
                            .getFirst()
                            .spans()
                            .getFirst()
                            .start())
                    .isEqualTo(4);
        }
        assertThat(find(classifier, "nothing of that kind is here")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x\tabus\t1|test.tsv:6: category 'abus' is unknown; allowed: abuse, insult, threat, profanity, hate,"
                        + " defamation",
                "x\tabuse\tmuch|test.tsv:6: weight 'much' is wrong; allowed: log-odds from -10 to 10, not 0",
                "x\tabuse\t0|test.tsv:6: weight '0' is wrong; allowed: log-odds from -10 to 10, not 0",
                "x\tabuse\tNaN|test.tsv:6: weight 'NaN' is wrong; allowed: log-odds from -10 to 10, not 0",
                "x\tabuse|test.tsv:6: has 2 columns; allowed: 3 to 5, parted by tabs",
                "...\tabuse\t1|test.tsv:6: phrase '...' holds no word; allowed: words, numbers, emoji",
                "x\tabuse\t1\tA B|test.tsv:6: tag 'A B' is wrong; allowed: a-z, 0-9 and '-'",
                "#words 3|test.tsv:6: '#words' is unknown; allowed: #lexicon, #version, #language, or '# ' for a comment",
            })
    void wrongRowsAreNamed(String row, String message) {
        assertThatThrownBy(() -> lexicon(row.replace("\\t", "\t")))
                .isInstanceOf(MalformedDataException.class)
                .hasMessage(message);
    }

    @Test
    void phrasesThatFoldAlikeAreAnError() {
        assertThatThrownBy(() -> lexicon("idiot\tabuse\t1\nID1OT\tabuse\t2\n"))
                .hasMessage("test.tsv:7: phrase 'ID1OT' folds to the same as that of line 6; keep one of them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#lexicon a\n", "phrase\tcategory\tweight\ttags\tnote\n", "x\tabuse\t1\n"})
    void fileWithoutItsHeadIsAnError(String text) {
        assertThatThrownBy(() -> LexiconReader.read("test.tsv", text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("test.tsv");
    }

    @Test
    void fileThatIsNotUtf8IsAnError() {
        assertThatThrownBy(() -> LexiconReader.read("test.tsv", new byte[] {(byte) 0xff, 'a'}))
                .hasMessage("test.tsv: is not UTF-8; save it as UTF-8");
    }
}
