package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.MarkedPosts;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.defamation.PostReader;
import dev.sluice.classifiers.evaluation.Ranking;
import dev.sluice.classifiers.linear.LinearModel;
import dev.sluice.classifiers.linear.LinearModelFile;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.NameModel;
import dev.sluice.classifiers.names.WordForms;
import dev.sluice.classifiers.scoring.Calibration;
import dev.sluice.classifiers.scoring.Evidence;
import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.scoring.RiskModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trains the models that ship: reads labelled posts, trains a linear model, calibrates it on posts held out from
 * training,
 * fits how other detectors count beside it, and writes the files with their manifest. The same data and detectors
 * give the
 * same bytes on every platform.
 */
public final class Trainer {
    private static final String VERSION = "1.0.0";
    private static final String LANGUAGE = "en";

    /** Learnt too where there are posts enough. */
    private static final String SECOND_LANGUAGE = "de";

    /** Posts in which people marked words: the marker learns from them. */
    private static final String MARKED_POSTS = "train/semeval2021_toxic_spans.jsonl.gz";

    private static final int SECOND_BITS = 17;
    private static final int LEAST_POSTS = 1000;

    /** With fewer posts of a label a model of any size does not speak for it. */
    private static final int LEAST_POSITIVES = 50;

    private final TrainingSettings settings;
    private final SourceCatalogue catalogue;
    private final ProgressListener listener;

    Trainer(TrainingSettings settings, SourceCatalogue catalogue, ProgressListener listener) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.listener = listener;
    }

    /**
     * Trains on the posts of a folder, with the settings of the shipped models.
     *
     * @param dataDir folder with {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz}
     * @param outDir where the models go; made where it is missing
     * @param detectors the detectors whose weights are fitted beside the linear model; may be empty
     * @param listener told how far it has got
     * @throws IOException if a file cannot be read or written
     * @throws IllegalArgumentException naming the file, line or source that is wrong
     */
    public static TrainingReport train(Path dataDir, Path outDir, List<Classifier> detectors, ProgressListener listener)
            throws IOException {
        return new Trainer(TrainingSettings.SHIPPED, SourceCatalogue.shipped(), listener)
                .run(dataDir, outDir, detectors);
    }

    TrainingReport run(Path dataDir, Path outDir, List<Classifier> detectors) throws IOException {
        Corpus corpus = Corpus.read(dataDir, catalogue, listener);
        List<LabelledPost> posts = corpus.posts().stream()
                .filter(post -> corpus.language(post).equals(LANGUAGE))
                .toList();
        if (posts.isEmpty()) {
            throw new IllegalArgumentException(dataDir + ": no post in '" + LANGUAGE + "' to learn from");
        }
        List<LabelledPost> others = corpus.posts().stream()
                .filter(post -> corpus.language(post).equals(SECOND_LANGUAGE))
                .toList();
        boolean second = others.size() >= LEAST_POSTS;
        long steps = (long) settings.epochs() * (settings.folds() + 1) * (second ? 2 : 1);
        Steps training = new Steps("Training", steps, listener);
        Trained main = trained(posts, corpus, settings, training);
        Map<String, Map<Category, Calibration>> calibrations = new LinkedHashMap<>();
        calibrations.put(LANGUAGE, main.calibrations());

        Files.createDirectories(outDir);
        List<ModelManifest.Model> models = new ArrayList<>();
        models.add(write(outDir, "linear-" + LANGUAGE, LANGUAGE, main));
        List<LabelledPost> learnt = new ArrayList<>(posts);
        if (second) {
            int bits = Math.min(settings.bits(), SECOND_BITS);
            Trained other = trained(others, corpus, settings.withBits(bits), training);
            calibrations.put(SECOND_LANGUAGE, other.calibrations());
            models.add(write(outDir, "linear-" + SECOND_LANGUAGE, SECOND_LANGUAGE, other));
            learnt.addAll(others);
        }
        float[] defamation = defamation(dataDir, outDir, posts, corpus, models);
        Map<Category, Evidence> evidence = new EvidenceFit(
                        detectors, posts, post -> corpus.source(post).guides(), LANGUAGE)
                .fit(main.heldOut(), main.calibrations(), defamation);
        RiskModel risk = new RiskModel(calibrations, evidence);
        listener.progress("Calibrating", 1, 1);

        Path marked = dataDir.resolve(MARKED_POSTS);
        if (Files.isRegularFile(marked)) {
            byte[] marker = WordMarkerTrainer.train(MarkedPosts.read(marked, "train"), settings.seed())
                    .write();
            models.add(write(outDir, "marker", "marker-" + LANGUAGE + ".bin", marker, List.of(LANGUAGE), Map.of()));
        }
        models.add(write(
                outDir, "risk", "risk.json", RiskModelFile.write(risk), List.copyOf(calibrations.keySet()), Map.of()));
        ModelManifest manifest = new ModelManifest(1, VERSION, settings.seed(), models, data(learnt, corpus));
        Files.write(outDir.resolve(ModelManifest.FILE), manifest.write());
        return new TrainingReport(outDir, manifest, corpus.skipped());
    }

    /**
     * Trains the name finder and the detector of allegations, as far as there are posts for them.
     *
     * @param models takes what was written
     * @return log-odds of defamation for each post by a model that has not seen it; NaN where there is none
     */
    private float[] defamation(
            Path dataDir, Path outDir, List<LabelledPost> posts, Corpus corpus, List<ModelManifest.Model> models)
            throws IOException {
        @Nullable NameModel names = names(dataDir, posts);
        if (names != null) {
            models.add(
                    write(outDir, "names", "names-" + LANGUAGE + ".bin", names.write(), List.of(LANGUAGE), Map.of()));
        }
        if (!DefamationTrainer.possible(posts)) {
            float[] unknown = new float[posts.size()];
            Arrays.fill(unknown, Float.NaN);
            return unknown;
        }
        PostReader reader = PostReader.of(names == null ? null : new NameFinder(names));
        DefamationTrainer.Result trained = new DefamationTrainer(reader, corpus, settings.seed()).train(posts);
        models.add(write(
                outDir,
                "defamation",
                "defamation-" + LANGUAGE + ".bin",
                trained.model().write(),
                List.of(LANGUAGE),
                trained.metrics()));
        return trained.heldOut();
    }

    /** The name finder; null where no post has names marked. */
    private @Nullable NameModel names(Path dataDir, List<LabelledPost> posts) throws IOException {
        List<NamedPosts.Named> named = NamedPosts.read(dataDir, "train");
        if (named.isEmpty()) {
            return null;
        }
        WordForms forms =
                NameTrainer.forms(posts.stream().map(LabelledPost::text).toList());
        return new NameTrainer(settings.seed()).train(named, forms);
    }

    /** A model of one language, its calibration, and what it is calibrated on. */
    private record Trained(LinearModel linear, Map<Category, Calibration> calibrations, HeldOut heldOut) {}

    private static Trained trained(List<LabelledPost> posts, Corpus corpus, TrainingSettings settings, Steps steps) {
        Examples examples = Examples.of(posts, corpus, settings.folds());
        HeldOut heldOut = HeldOut.of(examples, settings, steps);
        List<Example> all = new ArrayList<>(examples.list());
        all.addAll(examples.variants());
        LinearTrainer trainer = new LinearTrainer(settings, examples.sourceCount());
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            trainer.epoch(all, epoch);
            steps.done();
        }
        return new Trained(trainer.quantised(), calibrations(heldOut), heldOut);
    }

    private static Map<Category, Calibration> calibrations(HeldOut heldOut) {
        Map<Category, Calibration> result = new EnumMap<>(Category.class);
        for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
            if (heldOut.positives(label) < LEAST_POSITIVES && heldOut.size() > LEAST_POSTS) {
                continue;
            }
            double[] fitted = PlattFit.fit(heldOut.points(label), new double[] {1, 0}, 1);
            double best = heldOut.bestThreshold(label);
            float threshold = LinearTrainer.logistic((float) (fitted[0] * best + fitted[1]));
            result.put(LinearModel.LABELS.get(label), new Calibration((float) fitted[0], (float) fitted[1], threshold));
        }
        return result;
    }

    private static Map<String, Double> metrics(HeldOut heldOut) {
        Map<String, Double> metrics = new TreeMap<>();
        for (int label = 0; label < LinearModel.LABEL_COUNT; label++) {
            Ranking ranking = heldOut.ranking(label);
            if (ranking.positives() > 0 && ranking.positives() < ranking.size()) {
                metrics.put("heldOut." + LinearModel.LABELS.get(label).id() + ".auc", rounded(ranking.auc()));
            }
        }
        return metrics;
    }

    private static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    private static ModelManifest.Model write(Path folder, String name, String language, Trained trained)
            throws IOException {
        byte[] bytes = LinearModelFile.write(trained.linear());
        return write(folder, "linear", name + ".bin", bytes, List.of(language), metrics(trained.heldOut()));
    }

    private static ModelManifest.Model write(
            Path folder, String kind, String file, byte[] bytes, List<String> languages, Map<String, Double> metrics)
            throws IOException {
        Files.write(folder.resolve(file), bytes);
        String name = file.substring(0, file.lastIndexOf('.'));
        return new ModelManifest.Model(name, kind, file, Sha256.of(bytes), languages, metrics);
    }

    private static List<ModelManifest.Data> data(List<LabelledPost> posts, Corpus corpus) {
        Map<String, Integer> rows = new TreeMap<>();
        Map<String, SourceCatalogue.Source> sources = new TreeMap<>();
        for (LabelledPost post : posts) {
            rows.merge(post.source(), 1, Integer::sum);
            sources.put(post.source(), corpus.source(post));
        }
        List<ModelManifest.Data> data = new ArrayList<>();
        sources.forEach((name, source) -> data.add(new ModelManifest.Data(
                name, source.licence(), source.attribution(), source.origin(), rows.getOrDefault(name, 0))));
        return data;
    }
}
