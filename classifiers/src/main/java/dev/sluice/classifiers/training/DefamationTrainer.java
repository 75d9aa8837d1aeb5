package dev.sluice.classifiers.training;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.defamation.DefamationModel;
import dev.sluice.classifiers.defamation.PostReader;
import dev.sluice.classifiers.evaluation.Ranking;
import dev.sluice.classifiers.linear.NgramFeatures;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Trains the defamation model on posts annotated for it, on everyday posts that nobody annotated and that are taken to
 * be harmless, and on practice sentences. What is held out for calibration is held out with its pair and with its
 * words.
 */
final class DefamationTrainer {
    private static final int FOLDS = 4;
    private static final int PRACTICE = 9000;

    /** A hand-written post counts more than a made one; an everyday one less, since there are many of the same sort. */
    private static final float WRITTEN = 4;

    private static final float EVERYDAY = 0.3f;

    /** Of posts annotated for other labels every so manyth is taken, where the vocabulary knows no allegation in it. */
    private static final int SAMPLE = 8;

    /** Log-odds, not calibrated, from which on the model counts an allegation as found. */
    private static final float FOUND = -1;

    /** Share of the allegations found that the sieve may lose: what is read costs some twenty microseconds. */
    private static final double LOST = 0.02;

    /** How much an annotated post counts in the calibration where it was not written to look like an allegation. */
    private static final float OTHER = 0.2f;

    /** What only looks like an allegation must be read to be told apart: the gate need not refuse it. */
    private static final float LOOK_ALIKE = 0.3f;

    private static final int GATE_THRESHOLD = 26;

    private final PostReader reader;
    private final Corpus corpus;
    private final long seed;
    private final Folder folder = new Folder();
    private final NgramFeatures ngrams = new NgramFeatures();

    DefamationTrainer(PostReader reader, Corpus corpus, long seed) {
        this.reader = reader;
        this.corpus = corpus;
        this.seed = seed;
    }

    /**
     * What a training gave.
     *
     * @param model the model
     * @param heldOut calibrated log-odds of each post by a model that had not seen it, its pair or its words; NaN for
     *     posts that were not used
     * @param metrics figures on held-out posts
     */
    @SuppressWarnings("ArrayRecordComponent") // a column that nobody compares
    record Result(DefamationModel model, float[] heldOut, Map<String, Double> metrics) {}

    private record Row(
            DefamationFit.Item item,
            DefamationFit.Item sieve,
            GateFit.Item gate,
            String group,
            int post,
            boolean annotated) {}

    /** Whether there is anything to learn from. */
    static boolean possible(List<LabelledPost> posts) {
        return posts.stream().anyMatch(post -> Boolean.TRUE.equals(post.labels().get(Category.DEFAMATION)));
    }

    /** Trains on these posts. */
    Result train(List<LabelledPost> posts) {
        List<Row> rows = rows(posts);
        float[] raw = heldOut(rows, Row::item);
        float[] sieved = heldOut(rows, Row::sieve);
        PlattFit.Points points = points(rows, raw);
        double[] fitted = PlattFit.fit(points, new double[] {1, 0}, 1);
        DefamationFit fit = new DefamationFit();
        fit.fit(rows.stream().map(Row::item).toList(), seed);
        DefamationFit sieve = new DefamationFit();
        sieve.fit(rows.stream().map(Row::sieve).toList(), seed);
        GateFit gate = new GateFit();
        gate.fit(rows.stream().map(Row::gate).toList(), seed);
        float[] heldOut = new float[posts.size()];
        Arrays.fill(heldOut, Float.NaN);
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).post() >= 0) {
                heldOut[rows.get(i).post()] = (float) (fitted[0] * raw[i] + fitted[1]);
            }
        }
        return new Result(model(fit, gate, sieve, lost(rows, raw, sieved), fitted), heldOut, metrics(rows, raw));
    }

    private List<Row> rows(List<LabelledPost> posts) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            LabelledPost post = posts.get(i);
            Boolean label = post.labels().get(Category.DEFAMATION);
            boolean background = corpus.source(post).background();
            if (label == null && !background && i % SAMPLE != 0) {
                continue;
            }
            boolean alleges = Boolean.TRUE.equals(label);
            boolean written = alleges || post.source().equals("contrast-defamation");
            String pair = post.pair();
            String group = post.source() + " " + (pair == null ? post.id() : pair);
            if (label == null
                    && !background
                    && reader.features(english(post.text())).alleging()) {
                continue;
            }
            rows.add(row(post.text(), alleges, written ? WRITTEN : EVERYDAY, group, i, label != null));
        }
        for (DefamationGrammar.Sentence sentence : new DefamationGrammar(seed).sentences(PRACTICE)) {
            String words = sentence.predicate().isEmpty() ? sentence.text() : sentence.predicate();
            rows.add(row(sentence.text(), sentence.alleges(), 1, words, -1, false));
        }
        return rows;
    }

    private Row row(String text, boolean alleges, float weight, String group, int post, boolean annotated) {
        FoldedText folded = english(text);
        GateFit.Item gate = GateFit.Item.of(folded, alleges, alleges ? 2 : weight == EVERYDAY ? 1 : LOOK_ALIKE);
        ngrams.extract(folded);
        DefamationFit.Item sieve = new DefamationFit.Item(new int[0], ngrams.toArray(), alleges, weight);
        DefamationFit.Item item = DefamationFit.Item.of(reader.features(folded), alleges, weight);
        return new Row(item, sieve, gate, group, post, annotated);
    }

    private FoldedText english(String text) {
        FoldedText folded = folder.fold(text);
        folded.language = "en";
        return folded;
    }

    private static int fold(Row row) {
        return Math.floorMod(row.group().hashCode() * 0x9E3779B1 >>> 8, FOLDS);
    }

    private float[] heldOut(List<Row> rows, Function<Row, DefamationFit.Item> part) {
        float[] raw = new float[rows.size()];
        IntStream.range(0, FOLDS).parallel().forEach(fold -> {
            DefamationFit fit = new DefamationFit();
            fit.fit(rows.stream().filter(row -> fold(row) != fold).map(part).toList(), seed);
            for (int i = 0; i < raw.length; i++) {
                if (fold(rows.get(i)) == fold) {
                    raw[i] = fit.logit(part.apply(rows.get(i)));
                }
            }
        });
        return raw;
    }

    /**
     * The annotated posts: practice sentences are too easy to calibrate on, and everyday posts seldom
     * get past the gate. A probability is therefore that of a post that looks like an allegation, not that of any post.
     */
    private static PlattFit.Points points(List<Row> rows, float[] raw) {
        int[] used = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).annotated())
                .toArray();
        double[][] inputs = new double[used.length][];
        boolean[] labels = new boolean[used.length];
        double[] weights = new double[used.length];
        for (int k = 0; k < used.length; k++) {
            inputs[k] = new double[] {raw[used[k]], 1};
            labels[k] = rows.get(used[k]).item().alleges();
            boolean other = rows.get(used[k]).item().weight() == EVERYDAY;
            weights[k] = other ? OTHER : 1;
        }
        return new PlattFit.Points(inputs, new double[used.length], labels, weights);
    }

    private static Map<String, Double> metrics(List<Row> rows, float[] raw) {
        Map<String, Double> metrics = new TreeMap<>();
        metrics.put("heldOut.posts.auc", auc(rows, raw, true));
        metrics.put("heldOut.practice.auc", auc(rows, raw, false));
        return metrics;
    }

    private static double auc(List<Row> rows, float[] raw, boolean posts) {
        int[] used = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).post() >= 0 == posts)
                .toArray();
        float[] scores = new float[used.length];
        boolean[] labels = new boolean[used.length];
        for (int k = 0; k < used.length; k++) {
            scores[k] = raw[used[k]];
            labels[k] = rows.get(used[k]).item().alleges();
        }
        return Math.round(new Ranking(scores, labels).auc() * 10_000) / 10_000.0;
    }

    /** The value below which the sieve loses its share of the allegations that the model would find. */
    private static float lost(List<Row> rows, float[] raw, float[] sieved) {
        double[] found = IntStream.range(0, rows.size())
                .filter(i -> rows.get(i).item().alleges() && raw[i] > FOUND)
                .mapToDouble(i -> sieved[i])
                .sorted()
                .toArray();
        return found.length == 0 ? 0 : (float) found[(int) (LOST * found.length)];
    }

    private static DefamationModel model(
            DefamationFit fit, GateFit gate, DefamationFit sieve, float lost, double[] calibration) {
        float sieveScale = largest(sieve.words()) / 127;
        float structureScale = largest(fit.structure()) / 127;
        float wordScale = largest(fit.words()) / 127;
        return new DefamationModel(new DefamationModel.Weights(
                fit.bias(),
                quantised(fit.structure(), structureScale),
                structureScale,
                quantised(fit.words(), wordScale),
                wordScale,
                gate.table(),
                GATE_THRESHOLD,
                quantised(sieve.words(), sieveScale),
                sieveScale,
                lost - sieve.bias(),
                (float) calibration[0],
                (float) calibration[1]));
    }

    private static float largest(float[] weights) {
        float largest = 1e-6f;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        return largest;
    }

    private static byte[] quantised(float[] weights, float scale) {
        byte[] table = new byte[weights.length];
        for (int i = 0; i < table.length; i++) {
            table[i] = (byte) Math.round(weights[i] / scale);
        }
        return table;
    }
}
