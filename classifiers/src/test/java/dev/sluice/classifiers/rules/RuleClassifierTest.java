package dev.sluice.classifiers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.MalformedDataException;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleClassifierTest {
    private final Folder folder = new Folder();

    private static String pack(String... rules) {
        return "pack: test\nversion: \"1.0.0\"\ngroups: {pair: {max: 3.0}}\nrules:\n" + String.join("", rules);
    }

    private static String rule(String id, String query, float weight, String more) {
        return "  - id: " + id + "\n    category: hate\n    languages: [en]\n    query: '" + query + "'\n    weight: "
                + weight + "\n    description: Says it.\n    owner: us\n" + more
                + "    examples: {match: [], miss: []}\n";
    }

    private static RulePack read(String yaml) throws IOException {
        return RulePackReader.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    private static RuleClassifier classifier(String query) throws IOException {
        return new RuleClassifier(List.of(read(pack(rule("r", query, 2, "")))));
    }

    private List<Finding.Signal> find(RuleClassifier classifier, String text) {
        return classifier.classify(folder.fold(text)).stream()
                .map(Finding.Signal.class::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"are vermin\"~2|They ARE all v3rmin|true",
                "\"are vermin\"~2|are you and all of them vermin|false",
                "vermin AND NOT (movie OR film)|vermin, all of them|true",
                "vermin AND NOT (movie OR film)|vermin is a movie|false",
                "(rat OR rats) AND (shoot OR drown)|drown the rats|true",
                "(rat OR rats) AND (shoot OR drown)|feed the rats|false",
                "kill OR maim|maaaaim them|true",
                "\"go home\"|go h o m e now|true",
                "\"co-op shop\"|the co op shop|true",
                "cool|cooool|true",
            })
    void queriesReadFoldedWords(String query, String text, boolean matches) throws IOException {
        assertThat(find(classifier(query), text)).hasSize(matches ? 1 : 0);
    }

    @Test
    void spansAreCodePointsOfTheOriginal() throws IOException {
        List<Finding.Signal> signals = find(classifier("\"are vermin\"~1 OR \"v word\""), "😀😀 they ARE v e r m i n!");
        assertThat(signals).hasSize(1);
        assertThat(signals.getFirst().spans()).containsExactly(new Span(8, 23));
        assertThat(signals.getFirst().rule()).isEqualTo("r");
        assertThat(signals.getFirst().category()).isEqualTo(Category.HATE);
        assertThat(signals.getFirst().explanation()).isEqualTo("Says it.");
    }

    @Test
    void rulesOfAGroupAddNoMoreThanItsCap() throws IOException {
        RuleClassifier classifier = new RuleClassifier(List.of(read(pack(
                rule("a", "vermin", 2, "    group: pair\n"),
                rule("b", "rats", 4, "    group: pair\n"),
                rule("c", "mice", 4, "")))));
        assertThat(find(classifier, "vermin rats mice"))
                .extracting(Finding.Signal::score)
                .containsExactly(new Finding.Score.Weight(1), new Finding.Score.Weight(2), new Finding.Score.Weight(4));
        assertThat(find(classifier, "vermin"))
                .extracting(Finding.Signal::score)
                .containsExactly(new Finding.Score.Weight(2));
    }

    @Test
    void ruleThatThrowsIsUnavailableAndTheOthersStillSpeak() throws IOException {
        RulePack pack = read(pack(rule("fine", "vermin", 2, ""), rule("broken", "vermin", 2, "")));
        Rule broken = pack.rules().get(1);
        Rule throwing = new Rule(
                "broken",
                Category.THREAT,
                broken.languages(),
                new Throwing(),
                1,
                null,
                "d",
                "o",
                List.of(),
                List.of(),
                "");
        RuleClassifier classifier = new RuleClassifier(List.of(
                new RulePack("p", "1", "", Map.of(), List.of(pack.rules().getFirst(), throwing))));
        List<Finding> findings = classifier.classify(folder.fold("all of them vermin"));
        assertThat(findings).hasSize(2);
        assertThat(findings)
                .filteredOn(Finding.Unavailable.class::isInstance)
                .singleElement()
                .satisfies(finding -> {
                    Finding.Unavailable unavailable = (Finding.Unavailable) finding;
                    assertThat(unavailable.categories()).containsExactly(Category.THREAT);
                    assertThat(unavailable.reason()).contains("'broken'").doesNotContain("vermin");
                });
    }

    /** Two words that may lie apart; throws when it is run. */
    private static final class Throwing extends PhraseQuery {
        Throwing() {
            super(3, FoldedTokenStream.FIELD, "all", "vermin");
        }

        @Override
        public Query rewrite(IndexSearcher searcher) {
            throw new IllegalStateException("vermin");
        }

        @Override
        public void visit(QueryVisitor visitor) {
            throw new IllegalStateException("vermin");
        }
    }

    @Test
    void rulesOfAnotherLanguageStaySilent() throws IOException {
        FoldedText text = folder.fold("vermin");
        text.language = "fr";
        assertThat(classifier("vermin").classify(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "😀", "\uD800", "nothing here"})
    void textWithoutItsWordsIsNotIndexed(String text) throws IOException {
        assertThat(classifier("vermin").classify(folder.fold(text))).isEmpty();
    }

    @Test
    void longTextHasBoundedSpans() throws IOException {
        List<Finding.Signal> signals = find(classifier("\"vermin vermin\""), "vermin ".repeat(150_000));
        assertThat(signals.getFirst().spans()).hasSize(RuleClassifier.MAX_SPANS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOT vermin",
                "ver*",
                "vermin~",
                "/ver.*/",
                "a:b",
                "*:*",
                "vermin AND (",
                "vermin AND (NOT rats)",
                "[a TO b]",
                "..."
            })
    void queriesWithoutABoundAreRefused(String query) {
        assertThatThrownBy(() -> classifier(query))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageStartingWith("test.yaml:8: query ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "category: hate|category: hat|:6: category 'hat' is unknown",
                "owner: us|owned: us|:11: key 'owned' is unknown in a rule; allowed: category, description",
                "weight: 2.0|weight: heavy|:9: weight 'heavy' is wrong; allowed: a number",
                "weight: 2.0|weight: 99|:9: weight '99.0' is wrong; allowed: log-odds from -10 to 10",
                "languages: [en]|languages: [EN]|:7: language 'EN' is wrong",
                "description: Says it.|description: ''|:10: description must be a text",
                "id: r|id: R!|:5: id 'R!' is wrong; allowed: a-z",
                "owner: us|weight: 1|:11: is not YAML: Duplicate",
                "owner: us|group: none|:11: group 'none' is unknown",
                "{max: 3.0}|{max: -1}|:3: max '-1.0' is wrong",
            })
    void wrongPacksNameTheLine(String from, String to, String message) {
        String yaml = pack(rule("r", "vermin", 2, "")).replace(from, to);
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(MalformedDataException.class)
                .hasMessageContaining("test.yaml" + message);
    }

    @Test
    void examplesThatDoNotHoldAreReported() throws IOException {
        RulePack pack = read(pack(rule("r", "vermin", 2, ""))
                .replace("{match: [], miss: []}", "{match: ['vermin', 'rats'], miss: ['V3RMIN', 'mice']}"));
        assertThat(pack.check())
                .extracting(RulePack.Failure::toString)
                .containsExactly(
                        "test.yaml:5: rule 'r' does not match its example 'rats'",
                        "test.yaml:5: rule 'r' matches its counter-example 'V3RMIN'");
    }
}
