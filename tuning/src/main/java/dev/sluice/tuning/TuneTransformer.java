package dev.sluice.tuning;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.pytorch.global.torch;

/**
 * Fine-tunes the encoder on labelled posts and writes {@code transformer.bin}, an {@link Overlay}, with {@code
 * metrics.json} beside it: how it ranks the posts of the split {@code dev}, with weights of floats, with weights of
 * bytes, and next to the linear model.
 */
public final class TuneTransformer {
    static final String LANGUAGE = "en";
    static final String OVERLAY = "transformer.bin";
    static final int DEV_POSTS = 300;
    static final String METRICS = "metrics.json";
    static final String LOGITS = "dev-logits.bin";

    private final Path dataDir;
    private final Path outDir;
    private final TuningSettings settings;
    private final int limit;

    private TuneTransformer(Path dataDir, Path outDir, TuningSettings settings, int limit) {
        this.dataDir = dataDir;
        this.outDir = outDir;
        this.settings = settings;
        this.limit = limit;
    }

    /**
     * Runs it.
     *
     * @param args the folder of the data, the folder to write to, the most minutes that training may take, and
     *     optionally the most posts of a source to learn from
     */
    public static void main(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            System.err.println("usage: TuneTransformer DATA OUT MINUTES [POSTS_PER_SOURCE]");
            System.exit(2);
        }
        int limit = args.length == 4 ? Integer.parseInt(args[3]) : Integer.MAX_VALUE;
        tune(Path.of(args[0]), Path.of(args[1]), Duration.ofMinutes(Long.parseLong(args[2])), limit);
    }

    /**
     * Fine-tunes the encoder and writes the overlay and its metrics; checkpoints of both are written on the way.
     *
     * @param dataDir folder with {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz}
     * @param outDir where the files go; made where it is missing
     * @param budget the most time that training may take; two epochs, where they take less
     * @param postsPerSource the most posts of a source to learn from, drawn by chance; guides are used in whole
     * @throws IOException if a file cannot be read or written
     */
    public static void tune(Path dataDir, Path outDir, Duration budget, int postsPerSource) throws IOException {
        new TuneTransformer(dataDir, outDir, TuningSettings.shipped(budget), postsPerSource).run();
    }

    private void run() throws IOException {
        Files.createDirectories(outDir);
        torch.set_num_threads(settings.threads());
        torch.manual_seed(settings.seed());
        OnnxModel plain = E5.plain();
        TrainingRows training = TrainingRows.read(dataDir, LANGUAGE, settings.seed());
        DevSet dev = DevSet.read(dataDir, LANGUAGE).atMost(DEV_POSTS);
        LowerLayers lower = new LowerLayers(plain, settings.frozen());
        Posts posts = new Posts(some(training.rows()), lower);
        log("training on " + posts.rows().size() + " posts of " + training.sources());
        TopLayers model = new TopLayers(plain, settings.frozen());
        FineTuning tuning =
                new FineTuning(model, settings, posts, training.sources().size(), TuneTransformer::log);
        Posts devPosts = new Posts(dev.rows(), lower);
        tuning.run(when -> checkpoint(model, plain, dev, devPosts, when));
        report(model, dev, devPosts);
    }

    /** All posts of the guides and, drawn by chance, as many of each other source as the limit allows. */
    private List<Row> some(List<Row> rows) {
        List<Row> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(settings.seed()));
        Map<Integer, Integer> taken = new HashMap<>();
        shuffled.removeIf(row -> taken.merge(row.source(), 1, Integer::sum) > limit && row.source() > 0);
        return shuffled;
    }

    private void checkpoint(TopLayers model, OnnxModel plain, DevSet dev, Posts devPosts, String when) {
        try {
            model.overlay(plain).write(outDir.resolve(OVERLAY));
            Map<String, Map<String, Double>> auc = dev.auc(FineTuning.logits(model, devPosts));
            log("checkpoint " + when + ": " + auc);
            write(Map.of("checkpoint", when, "fp32", auc));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(TopLayers model, DevSet dev, Posts devPosts) throws IOException {
        float[][] logits = FineTuning.logits(model, devPosts);
        Files.write(outDir.resolve(LOGITS), LogitsFile.write(logits));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("rows", dev.rows().size());
        figures.put("fp32", dev.auc(logits));
        write(figures);
        log("done: " + figures);
    }

    private void write(Map<String, ?> figures) throws IOException {
        Path part = outDir.resolve(METRICS + ".part");
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(part.toFile(), figures);
        Files.move(part, outDir.resolve(METRICS), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void log(String line) {
        System.out.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + line);
    }
}
