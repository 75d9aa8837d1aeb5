package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.linear.LinearClassifier;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearModelFile;
import dev.sluice.classifiers.linear.LinearScores;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.scoring.RiskModelFile;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final TrainingSettings SMALL = new TrainingSettings(12, 4, 0.1f, 1e-5f, 0.1f, 2, 7);
    private static final List<String> HARMLESS = List.of("tea", "garden", "train", "music", "bread", "river", "lamp");
    private static final List<String> HARMFUL = List.of("grumblefish", "mudwit", "snotgoblin");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void inventPosts() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Random random = new Random(3);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean harmful = i % 2 == 0;
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 6; w++) {
                text.append(HARMLESS.get(random.nextInt(HARMLESS.size()))).append(' ');
            }
            if (harmful) {
                text.append(HARMFUL.get(random.nextInt(HARMFUL.size())));
            }
            int label = harmful ? 1 : 0;
            lines.add("{\"id\": \"" + i + "\", \"text\": \"" + text + i
                    + "\", \"source\": \"contrast-plain\", \"split\": \""
                    + (i < 360 ? "train" : "dev") + "\", \"labels\": {\"hate\": " + label + ", \"abuse\": " + label
                    + ", \"insult\": 0, \"threat\": 0, \"profanity\": 0}}");
        }
        write("contrast/plain.jsonl.gz", lines);
    }

    private void write(String file, List<String> lines) throws IOException {
        Path path = data.resolve(file);
        Files.createDirectories(path.getParent());
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(path)), StandardCharsets.UTF_8)) {
            for (String line : lines) {
                out.write(line + "\n");
            }
        }
    }

    private TrainingReport train(String out) throws IOException {
        return new Trainer(SMALL, SourceCatalogue.shipped(), ProgressListener.SILENT)
                .run(data, folder.resolve(out), List.of());
    }

    private float hate(Path models, String text) {
        ModelFolder read = ModelFolder.at(models);
        RiskModel risk =
                RiskModelFile.read("risk", read.read(read.models("risk").get(0)));
        LinearModel linear =
                LinearModelFile.read("linear", read.read(read.models("linear").get(0)));
        LinearScores scores = new LinearScores();
        new LinearClassifier(Map.of("en", linear), "1", risk).score(new Folder().fold(text), scores);
        return risk.score(scores, List.of()).hate();
    }

    @Test
    void theSameDataGiveTheSameBytes() throws IOException {
        train("one");
        train("two");

        for (String file : List.of("linear-en.bin", "risk.json", ModelManifest.FILE)) {
            assertThat(folder.resolve("two").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("one").resolve(file));
        }
    }

    @Test
    void whatIsLearntIsToldApart() throws IOException {
        train("out");

        assertThat(hate(folder.resolve("out"), "garden river mudwit"))
                .isGreaterThan(0.5f)
                .isGreaterThan(hate(folder.resolve("out"), "garden river bread") + 0.4f);
    }

    @Test
    void developmentPostsAreNotLearntFrom() throws IOException {
        TrainingReport report = train("out");

        assertThat(report.skipped()).containsEntry("split dev", 40);
        assertThat(report.manifest().data())
                .singleElement()
                .satisfies(source -> assertThat(source.rows()).isEqualTo(360));
    }

    @Test
    void aTrainingPostWhoseTextIsAlsoHeldOutIsNotLearntFrom() throws IOException {
        write(
                "train/more.jsonl.gz",
                List.of(post("a", "train", "Same words here"), post("b", "dev", "same  words HERE")));

        assertThat(train("out").skipped()).containsEntry("text is in a held-out split", 1);
    }

    @Test
    void aSourceWithoutALicenceIsRefused() throws IOException {
        write("train/found.jsonl.gz", List.of(post("found-on-the-street", "train", "Some text")));

        assertThatThrownBy(() -> train("out"))
                .hasMessageStartingWith("found.jsonl.gz: source 'found-on-the-street' is in no licence list");
    }

    @Test
    void nothingIsLearntFromAShareAlikeSource() throws IOException {
        write("train/stormfront.jsonl.gz", List.of(post("stormfront", "train", "Some text")));

        assertThat(train("out").skipped()).containsEntry("source stormfront", 1);
    }

    @Test
    void aFolderWithoutDataIsNamed() {
        assertThatThrownBy(() -> new Trainer(SMALL, SourceCatalogue.shipped(), ProgressListener.SILENT)
                        .run(folder.resolve("nowhere"), folder, List.of()))
                .hasMessageContaining("nowhere: no training data");
    }

    @Test
    void aChangedModelIsRefused() throws IOException {
        train("out");
        Path file = folder.resolve("out/linear-en.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        ModelFolder models = ModelFolder.at(folder.resolve("out"));

        assertThatThrownBy(() -> models.read(models.models("linear").get(0)))
                .hasMessageContaining("linear-en.bin: SHA-256 is")
                .hasMessageContaining("the manifest allows");
    }

    @Test
    void progressReachesItsEnd() throws IOException {
        List<String> ends = new ArrayList<>();
        new Trainer(SMALL, SourceCatalogue.shipped(), (step, done, total) -> {
                    if (done == total) {
                        ends.add(step);
                    }
                })
                .run(data, folder.resolve("out"), List.of());

        assertThat(ends).containsExactly("Reading posts", "Training", "Calibrating");
    }

    @Test
    void probabilitiesMatchTheReferenceBaseRate() throws IOException {
        train("out");
        ModelFolder read = ModelFolder.at(folder.resolve("out"));
        RiskModel risk =
                RiskModelFile.read("risk", read.read(read.models("risk").get(0)));

        // No post of the made data is a threat, so a post of average logit must be far below one half.
        assertThat(risk.probability("en", Category.THREAT, 0)).isLessThan(0.5f);
    }

    private static String post(String source, String split, String text) {
        return "{\"text\": \"" + text + "\", \"source\": \"" + (source.length() == 1 ? "contrast-plain" : source)
                + "\", \"split\": \"" + split + "\", \"labels\": {\"hate\": 0}}";
    }
}
