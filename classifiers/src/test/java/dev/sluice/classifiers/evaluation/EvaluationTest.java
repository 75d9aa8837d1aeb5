package dev.sluice.classifiers.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.text.FoldedText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    @TempDir
    private Path folder;

    /** Gives as many log-odds of hate as the text has words, and cannot answer for a text of nine. */
    private static final class CountsWords implements Classifier {
        @Override
        public String id() {
            return "words";
        }

        @Override
        public String version() {
            return "1";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.HATE);
        }

        @Override
        public List<Finding> classify(FoldedText text) {
            if (text.tokenCount == 9) {
                throw new IllegalStateException("nine");
            }
            return List.of(new Finding.Signal(
                    Category.HATE, id(), "1", null, new Finding.Score.Weight(text.tokenCount), List.of(), "Words."));
        }
    }

    private static String line(int words, int hate, String more) {
        return "{\"text\": \"" + "word ".repeat(words) + "\", \"labels\": {\"hate\": " + hate + ", \"abuse\": null}"
                + more + "}\n";
    }

    private EvaluationReport evaluate(String lines, Set<String> splits) throws Exception {
        Path file = Files.writeString(folder.resolve("posts.jsonl"), lines);
        return Evaluation.of(new Assessor(List.of(new CountsWords())), List.of(file), splits);
    }

    @Test
    void figuresAreThoseOfTheLabelledPosts() throws Exception {
        EvaluationReport report =
                evaluate(line(4, 1, "") + line(3, 0, "") + line(2, 1, "") + line(1, 0, ""), Evaluation.DEVELOPMENT);

        Figures hate = report.pooled().get(Category.HATE);
        assertThat(hate.posts()).isEqualTo(4);
        assertThat(hate.auc()).isCloseTo(0.75, within(1e-9));
        assertThat(report.pooled()).doesNotContainKey(Category.ABUSE);
    }

    @Test
    void aPostOfTheTrainingIsNeverCountedSilently() throws Exception {
        String lines = line(4, 1, ", \"split\": \"train\"") + line(3, 1, ", \"split\": \"dev\"") + line(2, 0, "");

        EvaluationReport report = evaluate(lines, Evaluation.DEVELOPMENT);

        assertThat(report.files().get(0).posts()).isEqualTo(2);
        assertThat(report.files().get(0).otherSplits()).isEqualTo(Map.of("train", 1));
        assertThat(report.toText()).contains("not counted: 1 posts of split train");
    }

    @Test
    void theSplitsThatCountAreNamedInTheReport() throws Exception {
        EvaluationReport report = evaluate(line(4, 1, ", \"split\": \"train\""), Set.of("train"));

        assertThat(report.files().get(0).posts()).isEqualTo(1);
        assertThat(report.toJson().path("splits").get(0).asText()).isEqualTo("train");
    }

    @Test
    void aLabelThatNobodyCouldSpeakForIsCountedApart() throws Exception {
        EvaluationReport report = evaluate(line(9, 1, "") + line(4, 1, "") + line(3, 0, ""), Set.of());

        assertThat(report.files().get(0).unavailable()).isEqualTo(Map.of(Category.HATE, 1));
        assertThat(report.pooled().get(Category.HATE).posts()).isEqualTo(2);
    }

    @Test
    void kindsAndTargetsAreReportedApart() throws Exception {
        EvaluationReport report = evaluate(
                line(4, 1, ", \"kind\": \"plain\", \"target\": [\"a\", \"b\"]")
                        + line(1, 0, ", \"functionality\": \"quoted\", \"target\": \"a\""),
                Set.of());

        EvaluationReport.FileFigures file = report.files().get(0);
        assertThat(file.kinds()).containsOnlyKeys("plain", "quoted");
        assertThat(file.targets().get("a").get(Category.HATE).posts()).isEqualTo(2);
        assertThat(file.targets().get("b").get(Category.HATE).posts()).isEqualTo(1);
    }

    @Test
    void jsonHasNullForAFigureThatDoesNotExist() throws Exception {
        EvaluationReport report = evaluate(line(4, 1, ""), Set.of());

        assertThat(report.toJson().at("/all/hate/auc").isNull()).isTrue();
        assertThat(report.toJson().at("/all/hate/posts").asInt()).isEqualTo(1);
    }

    @Test
    void aBadLineIsNamedAndNotQuoted() {
        assertThatThrownBy(() -> evaluate(line(1, 0, "") + "{\"text\": the secret}\n", Set.of()))
                .hasMessage("posts.jsonl:2: is not JSON")
                .hasNoCause();
        assertThatThrownBy(() -> evaluate(line(1, 2, ""), Set.of()))
                .hasMessage("posts.jsonl:1: label 'hate' is 2; allowed: 0, 1, true, false, null");
        assertThatThrownBy(() -> evaluate("{\"text\": \"a\", \"labels\": {\"rude\": 1}}\n", Set.of()))
                .hasMessageContaining("posts.jsonl:1: category 'rude' is unknown");
    }
}
