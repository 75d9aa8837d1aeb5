package dev.sluice.classifiers.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.models.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import opennlp.tools.doccat.DoccatFactory;
import opennlp.tools.doccat.DoccatModel;
import opennlp.tools.doccat.DocumentCategorizerME;
import opennlp.tools.doccat.DocumentSample;
import opennlp.tools.util.CollectionObjectStream;
import opennlp.tools.util.TrainingParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginFolderTest {
    /** Row 6, the word "bad", speaks for the second label; row 5, "good", for the first. */
    private static final float[] TABLE = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, -9, -9, 9};

    @TempDir
    private Path policies;

    private Path folder;

    @BeforeEach
    void writePolicies() throws IOException {
        Files.createDirectories(policies.resolve("lexicons"));
        Files.createDirectories(policies.resolve("rules"));
        folder = Files.createDirectories(policies.resolve("models"));
    }

    private String file(String name, byte[] bytes) throws IOException {
        Files.write(folder.resolve(name), bytes);
        return "{file: " + name + ", sha256: " + Sha256.of(bytes) + "}";
    }

    private String onnx() throws IOException {
        return """
                model: house-tone
                version: "1.2.0"
                kind: onnx
                licence: CC0-1.0
                languages: [en]
                files:
                  model: %s
                  tokenizer: %s
                labels:
                  toxic: {category: insult, weight: 4.0}
                options:
                  outputs: [kind, toxic]
                """.formatted(
                        file("tiny.onnx", OnnxBytes.meanOfRows("input_ids", TABLE, 2)),
                        file("tokenizer.json", OnnxBytes.tokenizer()));
    }

    private String doccat(String languages) throws IOException {
        return """
                model: grobheit
                version: "1.0.0"
                kind: opennlp-doccat
                licence: CC0-1.0
                languages: [%s]
                covers: [abuse]
                files:
                  model: %s
                labels:
                  rude: {category: abuse, threshold: 0.6, weight: 3}
                  harsh: {category: hate}
                options: {tokenizer: folded}
                """.formatted(languages, file("grobheit.bin", doccatModel()));
    }

    private static byte[] doccatModel() throws IOException {
        List<DocumentSample> samples = new java.util.ArrayList<>();
        for (int i = 0; i < 10; i++) {
            samples.add(new DocumentSample("rude", new String[] {"du", "grumbelfisch", "geh"}));
            samples.add(new DocumentSample("fine", new String[] {"was", "ein", "tag"}));
            samples.add(new DocumentSample("harsh", new String[] {"alle", "zwackel", "raus"}));
        }
        TrainingParameters parameters = new TrainingParameters();
        parameters.put(TrainingParameters.CUTOFF_PARAM, 1);
        parameters.put(TrainingParameters.ITERATIONS_PARAM, 50);
        DoccatModel model = DocumentCategorizerME.train(
                "de", new CollectionObjectStream<>(samples), parameters, new DoccatFactory());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.serialize(bytes);
        return bytes.toByteArray();
    }

    private void manifest(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }

    private static List<Finding> of(Assessment assessment, String detector) {
        return assessment.findings().stream()
                .filter(finding -> finding.detector().equals(detector))
                .toList();
    }

    @Test
    void aFolderThatIsNotThereHasNoModels() {
        assertThat(PluginFolder.load(policies.resolve("none"))).isEqualTo(PluginFolder.NONE);
    }

    @Test
    void anOnnxModelCountsBesideTheOthers() throws IOException {
        Assessment without = AssessorLoader.load(policies).assess("that was bad", "en");
        manifest("tone.yaml", onnx());
        Assessor assessor = AssessorLoader.load(policies);

        Assessment with = assessor.assess("that was bad", "en");

        assertThat(of(with, "house-tone")).singleElement().isInstanceOfSatisfying(Finding.Signal.class, signal -> {
            assertThat(signal.rule()).isEqualTo("house-tone.toxic");
            assertThat(signal.category()).isEqualTo(Category.INSULT);
            assertThat(((Finding.Score.Weight) signal.score()).value()).isCloseTo(4f * 0.973f, within(0.01f));
        });
        assertThat(with.risk().insult()).isGreaterThan(without.risk().insult() + 0.1f);
        assertThat(of(assessor.assess("that was good", "en"), "house-tone")).isEmpty();
        assertThat(of(assessor.assess("das war bad", "de"), "house-tone")).isEmpty();
        assertThat(assessor.models()).matches("1\\.0\\.0\\+[0-9a-f]{8}\\.[0-9a-f]{8}");
    }

    @Test
    void anOpenNlpModelStandsInForALanguageWithoutBuiltInModel() throws IOException {
        manifest("sv.yaml", doccat("sv"));
        Assessor assessor = AssessorLoader.load(policies);

        Assessment rude = assessor.assess("du grumbelfisch, geh!", "sv");
        Assessment harsh = assessor.assess("alle zwackel raus", "sv");
        Assessment fine = assessor.assess("was ein tag", "sv");

        assertThat(rude.risk().abuse()).isGreaterThan(fine.risk().abuse());
        assertThat(of(fine, "grobheit")).isEmpty();
        assertThat(of(harsh, "grobheit"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Signal.class,
                        signal -> assertThat(signal.score()).isInstanceOf(Finding.Score.Probability.class));
        assertThat(of(rude, "linear"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Unavailable.class,
                        unavailable -> assertThat(unavailable.categories())
                                .doesNotContain(Category.ABUSE)
                                .contains(Category.HATE, Category.INSULT));
        assertThat(of(assessor.assess("du grumbelfisch", "nl"), "linear"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Unavailable.class,
                        unavailable -> assertThat(unavailable.categories()).contains(Category.ABUSE));
    }

    @Test
    void calibrationShiftsTheProbability() {
        LabelMeaning meaning = new LabelMeaning(Category.HATE, 2, -1, 0.5f, null);

        assertThat(meaning.calibrated(0.5)).isCloseTo(0.2689, within(0.0001));
        assertThat(meaning.calibrated(0)).isBetween(0.0, 1e-6);
        assertThat(meaning.calibrated(1)).isBetween(0.999, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "😀😀",
                "\ud800 bad \udc00",
                "nul\u0000 bad",
                "\u202eشر bad",
                "a\u0301\u0302\u0303 bad",
                "中文"
            })
    void badInputIsNoException(String text) throws IOException {
        manifest("tone.yaml", onnx());
        manifest("de.yaml", doccat("'*'"));

        Assessment assessment = AssessorLoader.load(policies).assess(text, "en");

        assertThat(of(assessment, "house-tone")).noneMatch(Finding.Unavailable.class::isInstance);
        assertThat(of(assessment, "grobheit")).noneMatch(Finding.Unavailable.class::isInstance);
    }

    @Test
    void aMegabyteIsCutAndAnswered() throws IOException {
        manifest("tone.yaml", onnx());
        manifest("de.yaml", doccat("'*'"));

        Assessment assessment = AssessorLoader.load(policies).assess("bad ".repeat(250_000), "en");

        assertThat(of(assessment, "house-tone")).singleElement().isInstanceOf(Finding.Signal.class);
    }

    @Test
    void aChangedFileIsRefused() throws IOException {
        manifest("tone.yaml", onnx());
        Files.write(folder.resolve("tiny.onnx"), OnnxBytes.meanOfRows("input_ids", new float[14], 2));

        assertThatThrownBy(() -> AssessorLoader.load(policies))
                .hasMessageContaining("tone.yaml:7: file 'tiny.onnx' has SHA-256 ")
                .hasMessageContaining(" alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: onnx|kind: magic|tone.yaml:3: kind 'magic' is unknown; allowed: made-up, onnx, opennlp-doccat",
                "licence: CC0-1.0|liscence: CC0-1.0|tone.yaml:4: key 'liscence' is unknown in a model manifest",
                "model: house-tone|model: House|tone.yaml:1: model 'House' is wrong; allowed: a-z, 0-9 and '-'",
                "model: house-tone|model: linear|tone.yaml: model 'linear' is there already; ids are unique",
                "languages: [en]|languages: [en-GB]|tone.yaml:5: language 'en-GB' is wrong; allowed: primary tags",
                "category: insult|category: rude|tone.yaml:10: category 'rude' is unknown",
                "weight: 4.0|weight: 40|tone.yaml:10: weight '40.0' is wrong; allowed: -10.0 to 10.0",
                "weight: 4.0|wait: 4|tone.yaml:10: key 'wait' is unknown in label 'toxic'",
                "weight: 4.0|threshold: 2|tone.yaml:10: threshold '2.0' is wrong; allowed: 0.0 to 1.0",
                "weight: 4.0|calibration: {slope: 0; intercept: 0}|slope",
                "toxic: {|nasty: {|tone.yaml: label 'nasty' is not one of the model's; allowed: kind, toxic",
                "[kind, toxic]|[toxic]|tone.yaml: file 'model': the first output has 2 values; 'outputs' lists 1",
                "outputs:|output:|tone.yaml:12: key 'output' is unknown in options; allowed: activation",
                "file: tiny.onnx|file: ../tiny.onnx|tone.yaml:7: file '../tiny.onnx' is no file in the folder",
                "file: tiny.onnx|file: tokenizer.json|has SHA-256",
                "languages: [en]|languages: [en]\\ncovers: [hate]|covers 'hate' but no label with a weight speaks for it",
            })
    void whatIsWrongInAManifestIsNamedWithItsLine(String right, String wrong, String problem) throws IOException {
        String manifest = onnx();
        assertThat(manifest).contains(right);
        manifest("tone.yaml", manifest.replace(right, wrong.replace(';', ',').replace("\\n", "\n")));

        assertThatThrownBy(() -> AssessorLoader.load(policies))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    @Test
    void filesThatAreNoModelsAreRefused() throws IOException {
        byte[] nonsense = {1, 2, 3};
        manifest(
                "tone.yaml",
                onnx().replace(file("tiny.onnx", OnnxBytes.meanOfRows("input_ids", TABLE, 2)), file("x", nonsense)));
        assertThatThrownBy(() -> AssessorLoader.load(policies))
                .hasMessageContaining("tone.yaml: file 'model': ONNX Runtime refuses the graph")
                .message()
                .hasLineCount(1);

        Files.delete(folder.resolve("tone.yaml"));
        manifest("de.yaml", doccat("de").replaceAll("\\{file: grobheit.*", file("x", nonsense)));
        assertThatThrownBy(() -> AssessorLoader.load(policies))
                .hasMessageContaining("de.yaml: file 'model' is no document categorizer of OpenNLP");
    }

    @Test
    void aGraphWithOtherInputsIsRefused() throws IOException {
        String manifest = onnx();
        String right = file("tiny.onnx", OnnxBytes.meanOfRows("input_ids", TABLE, 2));
        manifest("tone.yaml", manifest.replace(right, file("other.onnx", OnnxBytes.meanOfRows("pixels", TABLE, 2))));

        assertThatThrownBy(() -> AssessorLoader.load(policies)).hasMessageContaining("input 'pixels' is not supported");
    }

    @Test
    void aProviderOfTheClassPathMakesDetectors() throws IOException {
        manifest("own.yaml", """
                model: own
                version: "3"
                kind: made-up
                licence: CC0-1.0
                languages: ["*"]
                files: {}
                labels: {x: {category: threat}}
                options: {word: grumblefish}
                """);

        Assessment assessment = AssessorLoader.load(policies).assess("a grumblefish", "xx");

        assertThat(of(assessment, "own")).singleElement().isInstanceOf(Finding.Signal.class);
    }

    @Test
    void aProviderThatBreaksItsPromisesIsUnavailable() throws IOException {
        manifest("own.yaml", """
                model: own
                version: "3"
                kind: made-up
                licence: CC0-1.0
                languages: ["*"]
                files: {}
                labels: {x: {category: threat}}
                options: {word: grumblefish, beyond: "true"}
                """);

        Assessment assessment = AssessorLoader.load(policies).assess("a grumblefish", "en");

        assertThat(of(assessment, "own"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Unavailable.class,
                        finding -> assertThat(finding.categories()).containsExactly(Category.THREAT));
    }
}
