package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.models.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerSecondLookTest {
    /** Every text gets hate at log-odds 2; insult counts the first look alone. */
    private static final Stacking STACKING = new Stacking(Map.of(
            Category.HATE, new Stacking.Coefficients(0, 0.0001, 2, 1),
            Category.INSULT, new Stacking.Coefficients(1, 0, -3, 0)));

    private static Assessor assessor;
    private static TransformerModel model;
    private static TransformerSecondLook look;

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        assessor = AssessorLoader.load(Path.of(System.getProperty("sluice.home"), "policies"));
        model = TransformerModel.load("made.bin", Overlays.randomHead().write());
        look = new TransformerSecondLook(assessor, model, STACKING, Set.of("en"));
    }

    @AfterAll
    static void close() {
        look.close();
    }

    private static Assessment assess(String text) {
        return look.assess(List.of(new Text(text, "en"))).get(0);
    }

    private static List<Finding.Signal> signals(Assessment assessment) {
        List<Finding.Signal> signals = new ArrayList<>();
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Signal signal && signal.detector().equals(TransformerSecondLook.ID)) {
                signals.add(signal);
            }
        }
        return signals;
    }

    @Test
    void stackedCategoriesChangeAndOthersStay() {
        String text = "The train to the coast leaves at nine, shall we meet at the station?";
        Assessment first = assessor.assess(text, "en");
        Assessment second = assess(text);

        assertThat(second.risk().hate()).isBetween(0.85f, 0.91f);
        assertThat(second.risk().threat())
                .isCloseTo(first.risk().threat(), org.assertj.core.api.Assertions.within(0.0001f));
        assertThat(second.risk().abuse()).isEqualTo(second.risk().hate());
        assertThat(second.language()).isEqualTo(first.language());
        assertThat(second.findings()).containsAll(first.findings());
    }

    @Test
    void aSignalHasItsWordsAndNeverQuotesThem() {
        Assessment second = assess("The train to the coast leaves at nine, shall we meet at the station?");

        assertThat(signals(second)).anySatisfy(signal -> {
            assertThat(signal.category()).isEqualTo(Category.HATE);
            assertThat(signal.score()).isInstanceOf(Finding.Score.Probability.class);
            assertThat(signal.spans())
                    .isNotEmpty()
                    .allSatisfy(span -> assertThat(span.end()).isLessThanOrEqualTo(68));
            assertThat(signal.explanation()).doesNotContain("train");
        });
    }

    @Test
    void weightsOfLexiconAndRulesKeepCounting(@TempDir Path policies) throws IOException {
        Files.createDirectories(policies.resolve("lexicons"));
        Files.createDirectories(policies.resolve("rules"));
        Files.writeString(
                policies.resolve("lexicons/made.tsv"),
                "#lexicon made\n#version 1.0.0\n#language en\nphrase\tcategory\tweight\ttags\tnote\n"
                        + "grumblefish\thate\t3\tmade-up\tAn invented slur.\n");
        try (TransformerSecondLook own = new TransformerSecondLook(
                AssessorLoader.load(policies),
                TransformerModel.load("made.bin", Overlays.randomHead().write()),
                STACKING,
                Set.of("en"))) {
            List<Assessment> found = own.assess(
                    List.of(new Text("they are grumblefish to me", "en"), new Text("they are gardeners to me", "en")));

            assertThat(found.get(0).risk().hate())
                    .isGreaterThan(found.get(1).risk().hate() + 0.02f);
        }
    }

    @Test
    void anotherLanguageIsUnavailableAndKeepsItsFirstRisk() {
        List<Assessment> found = look.assess(List.of(
                new Text("c'est une belle journée pour une promenade", "fr"),
                new Text("what a lovely day for a walk", "en")));

        assertThat(found.get(0).risk())
                .isEqualTo(assessor.assess("c'est une belle journée pour une promenade", "fr")
                        .risk());
        assertThat(found.get(0).findings())
                .anySatisfy(finding -> assertThat(finding)
                        .isEqualTo(new Finding.Unavailable(
                                "transformer",
                                look.version(),
                                Set.of(Category.HATE, Category.INSULT),
                                "no model for language 'fr'")));
        assertThat(found.get(1).risk().hate()).isGreaterThan(0.85f);
        assertThat(look.covers("fr")).isFalse();
        assertThat(look.covers("en")).isTrue();
    }

    @Test
    void aFailingModelIsUnavailableAndNotAnException() {
        TransformerModel broken =
                TransformerModel.load("made.bin", Overlays.randomHead().write());
        broken.close();
        SecondLook failing = new TransformerSecondLook(assessor, broken, STACKING, Set.of("en"));

        List<Assessment> found = failing.assess(List.of(new Text("hello there", "en"), new Text("", "en")));

        assertThat(found.get(0).findings()).anySatisfy(finding -> {
            assertThat(finding).isInstanceOf(Finding.Unavailable.class);
            assertThat(finding.detector()).isEqualTo("transformer");
        });
        assertThat(found.get(0).risk())
                .isEqualTo(assessor.assess("hello there", "en").risk());
        assertThat(found.get(1).findings())
                .noneSatisfy(finding -> assertThat(finding.detector()).isEqualTo("transformer"));
    }

    @Test
    void badInputIsAnsweredWithSpansInsideTheText() {
        List<String> texts = List.of(
                "",
                "   ",
                "😀😀😀 👩‍👩‍👧",
                "?!…",
                "\ud83d lone \udc00 surrogates \ud800",
                "nul\u0000 and \u0007 bell",
                "שלום לכולם \u202eabc\u202c",
                "a\u0301\u0302\u0303".repeat(300),
                "word ".repeat(200_000),
                "x".repeat(1_000_000),
                "中文字".repeat(100));

        List<Assessment> found =
                look.assess(texts.stream().map(text -> new Text(text, "en")).toList());

        assertThat(found).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            int length = texts.get(i).codePointCount(0, texts.get(i).length());
            assertThat(found.get(i).textLength()).isEqualTo(length);
            for (Finding.Signal signal : signals(found.get(i))) {
                assertThat(signal.spans()).extracting(Span::end).allMatch(end -> end <= length);
            }
        }
        assertThat(signals(found.get(8))).isNotEmpty();
    }

    @Test
    void aTextThatIsTooLongToReadWholeIsNeverMadeHarmless() {
        String padded = "you stupid pathetic idiot " + "a lovely walk by the sea and home again ".repeat(400);
        Stacking harmless = new Stacking(Map.of(Category.INSULT, new Stacking.Coefficients(0, 0, -9, 0)));
        TransformerSecondLook lenient = new TransformerSecondLook(assessor, model, harmless, Set.of("en"));

        Assessment first = assessor.assess(padded, "en");
        Assessment second = lenient.assess(List.of(new Text(padded, "en"))).get(0);

        assertThat(second.risk().insult()).isGreaterThanOrEqualTo(first.risk().insult() - 0.0001f);
        assertThat(lenient.assess(List.of(new Text("you stupid pathetic idiot", "en")))
                        .get(0)
                        .risk()
                        .insult())
                .isLessThan(0.01f);
    }

    @Test
    void aSetWithoutTransformerHasNoSecondLook() throws IOException {
        assertThat(AssessorLoader.secondLook(assessor, set(Map.of()))).isNull();
    }

    @Test
    void filesOfTheSetMakeASecondLook() throws IOException {
        ModelFolder models =
                set(Map.of("transformer", Overlays.randomHead().write(), "stacking", StackingFile.write(STACKING)));

        try (TransformerSecondLook loaded = AssessorLoader.secondLook(assessor, models)) {
            assertThat(loaded).isNotNull();
            assertThat(loaded.covers("en")).isTrue();
            assertThat(loaded.assess(List.of(new Text("hello there", "en")))
                            .get(0)
                            .risk()
                            .hate())
                    .isBetween(0.85f, 0.91f);
        }
    }

    @Test
    void aFileThatTheManifestDoesNotVouchForIsRefused() throws IOException {
        ModelFolder models =
                set(Map.of("transformer", Overlays.randomHead().write(), "stacking", StackingFile.write(STACKING)));
        Files.write(folder.resolve("transformer.bin"), new byte[] {1});

        assertThatThrownBy(() -> AssessorLoader.secondLook(assessor, models))
                .hasMessageContaining("transformer.bin: SHA-256 is");
    }

    @Test
    void aTransformerWithoutStackingIsRefused() throws IOException {
        ModelFolder models = set(Map.of("transformer", Overlays.randomHead().write()));

        assertThatThrownBy(() -> AssessorLoader.secondLook(assessor, models))
                .hasMessage("model manifest: 0 models of kind 'stacking'; there must be one");
    }

    private ModelFolder set(Map<String, byte[]> files) throws IOException {
        List<ModelManifest.Model> models = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String name = file.getKey() + ".bin";
            Files.write(folder.resolve(name), file.getValue());
            models.add(new ModelManifest.Model(
                    file.getKey(), file.getKey(), name, Sha256.of(file.getValue()), List.of("en"), Map.of()));
        }
        Files.write(folder.resolve(ModelManifest.FILE), new ModelManifest(1, "1.0.0", 1, models, List.of()).write());
        return ModelFolder.at(folder);
    }
}
