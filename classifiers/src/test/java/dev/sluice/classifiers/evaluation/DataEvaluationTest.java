package dev.sluice.classifiers.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.evasion.Disguise;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataEvaluationTest {
    @TempDir
    private Path folder;

    /** Finds the letters of one word as they stand, and shows them. */
    private final Candidate candidate = new Candidate(
            "m",
            "r",
            Map.of(Category.HATE, 0.5, Category.ABUSE, 0.5),
            DataEvaluationTest::assessments,
            DataEvaluationTest::assessments);

    private static List<Assessment> assessments(List<Text> texts) {
        return texts.stream().map(text -> assessment(text.text())).toList();
    }

    private static Assessment assessment(String text) {
        int at = text.indexOf("mudwit");
        float risk = at < 0 ? 0.1f : 0.9f;
        List<Finding> findings = at < 0
                ? List.of()
                : List.of(new Finding.Signal(
                        Category.HATE,
                        "lexicon",
                        "1",
                        null,
                        new Finding.Score.Weight(1),
                        List.of(new Span(at, at + 6)),
                        "A word."));
        return new Assessment(
                Language.UNKNOWN,
                new RiskScores(risk, 0, 0, 0, risk, 0),
                findings,
                text.length(),
                text.length(),
                "m",
                "r");
    }

    private void write(String file, String... lines) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(path)), StandardCharsets.UTF_8)) {
            out.write(String.join("\n", lines) + "\n");
        }
    }

    private static String post(String text, int label, String pair) {
        return "{\"text\": \"" + text + "\", \"split\": \"dev\", \"pair\": \"" + pair + "\", \"labels\": {\"hate\": "
                + label + ", \"abuse\": " + label + "}}";
    }

    @Test
    void anEmptyFolderGivesWhatNeedsNoDataAndNamesTheRest() throws IOException {
        DataReport report = DataEvaluation.of(candidate, folder, ProgressListener.SILENT);

        assertThat(report.spans()).isNull();
        assertThat(report.evasion()).isNull();
        assertThat(report.stream()).isNull();
        assertThat(report.fairness()).hasSize(2);
        assertThat(report.missing()).hasSize(5);
        assertThat(report.toText()).contains("missing: natural/posts.jsonl.gz");
        assertThat(report.toJson().path("spans").isNull()).isTrue();
    }

    @Test
    void aPairIsRightWhereEveryMemberIs() throws IOException {
        write(
                "contrast/plain.jsonl.gz",
                post("what a mudwit", 1, "a"),
                post("what a day", 0, "a"),
                post("another mudwit", 1, "b"),
                post("no mudwit here", 0, "b"));

        PairFigures hate = DataEvaluation.of(candidate, folder, ProgressListener.SILENT)
                .posts()
                .files()
                .get(0)
                .pairs()
                .get(Category.HATE);

        assertThat(hate).isEqualTo(new PairFigures(2, 0.5));
    }

    @Test
    void aDisguiseThatIsNotSeenThroughLosesPosts() throws IOException {
        write("contrast/plain.jsonl.gz", post("what a mudwit today", 1, "a"), post("lovely weather today", 0, "b"));

        EvasionFigures evasion =
                DataEvaluation.of(candidate, folder, ProgressListener.SILENT).evasion();

        assertThat(evasion).isNotNull();
        assertThat(evasion.harmful()).isEqualTo(1);
        assertThat(evasion.harmless()).isEqualTo(1);
        assertThat(evasion.kept()).containsEntry(Disguise.ZERO_WIDTH, 0.0);
        assertThat(evasion.falseAlarms()).containsEntry(Disguise.ZERO_WIDTH, 0.0);
    }

    @Test
    void shownWordsAreComparedCharacterByCharacter() throws IOException {
        write(
                "train/semeval2021_toxic_spans.jsonl.gz",
                "{\"text\": \"a mudwit\", \"split\": \"dev\", \"labels\": {}, \"spans\": [[2, 5]]}",
                "{\"text\": \"a day\", \"split\": \"dev\", \"labels\": {}, \"spans\": []}");

        SpanFigures spans =
                DataEvaluation.of(candidate, folder, ProgressListener.SILENT).spans();

        assertThat(spans).isNotNull();
        // 3 of 6 shown characters were marked, and all 3 marked ones are shown: F1 is 2/3; nothing and nothing is 1.
        assertThat(spans.f1()).isCloseTo((2 / 3.0 + 1) / 2, within(1e-9));
    }

    @Test
    void theShareOfAnOrdinaryStreamInTheBandIsCounted() throws IOException {
        write("natural/posts.jsonl.gz", "{\"text\": \"a\"}", "{\"text\": \"mudwit\"}");

        StreamFigures stream = DataEvaluation.of(candidate, folder, ProgressListener.SILENT).stream();

        assertThat(stream).isEqualTo(new StreamFigures(2, UncertainBand.USUAL, 0.5, 0, 0.5));
    }

    @Test
    void everyIdentityHasTheSameSentences() {
        IdentityTemplates templates = IdentityTemplates.shipped();

        assertThat(templates.templates()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(templates.identities()).hasSizeGreaterThanOrEqualTo(30);
        assertThat(templates.sentences(templates.identities().get(0)))
                .noneMatch(sentence -> sentence.contains("{") || sentence.contains("}"));
        assertThat(FairnessFigures.of(candidate, templates))
                .allSatisfy(figures -> assertThat(figures.spreadOfProbability()).isZero());
    }
}
