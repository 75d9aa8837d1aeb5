package dev.sluice.tuning;

import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;
import static org.bytedeco.pytorch.global.torch.clip_grad_norm_;
import static org.bytedeco.pytorch.global.torch.index_select;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamW;
import org.bytedeco.pytorch.AdamWOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OptimizerParamGroup;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Trains the upper layers and the head: AdamW (Loshchilov and Hutter, 2019) with a warm-up and a linear fall of the
 * learning rate, binary cross-entropy for each label that somebody annotated. Each source but the guides has a bias of
 * its own for each label, which takes up what its annotators call by another name; it is thrown away afterwards.
 */
final class FineTuning {
    static final int BATCH = 32;

    private static final int REPORT_EVERY = 25;

    /** A step that takes longer was stopped with its process; so the rest of it does not count as training. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

    private static final double SMOOTH = 0.98;

    private final TopLayers model;
    private final TuningSettings settings;
    private final Posts posts;
    private final Tensor sourceBias;
    private final AdamW optimizer;
    private final TensorVector clipped;
    private final float meanWeight;
    private final Consumer<String> log;
    private double smoothedLoss = Double.NaN;
    private long active;
    private int step;
    private int rowsDone;

    FineTuning(TopLayers model, TuningSettings settings, Posts posts, int sources, Consumer<String> log) {
        this.model = model;
        this.settings = settings;
        this.posts = posts;
        this.log = log;
        int labels = Row.CATEGORIES.size();
        this.sourceBias =
                Tensor.create(new float[sources * labels], sources, labels).clone();
        sourceBias.set_requires_grad(true);
        this.clipped = model.layerParameters();
        this.optimizer = new AdamW(clipped, options(settings.rate(), settings.decay()));
        TensorVector head = model.headParameters();
        optimizer.add_param_group(new OptimizerParamGroup(head, options(settings.headRate(), 0)));
        optimizer.add_param_group(
                new OptimizerParamGroup(new TensorVector(sourceBias), options(settings.headRate() * 10, 0)));
        double sum = 0;
        for (Row row : posts.rows()) {
            for (float weight : row.weights()) {
                sum += weight;
            }
        }
        this.meanWeight = (float) (sum / posts.rows().size());
    }

    private static AdamWOptions options(double rate, double decay) {
        AdamWOptions options = new AdamWOptions(rate);
        options.weight_decay().put(decay);
        return options;
    }

    /**
     * Trains.
     *
     * @param checkpoint called after each epoch and from time to time between, with how far it has got
     */
    void run(Consumer<String> checkpoint) {
        Random random = new Random(settings.seed());
        long lastCheckpoint = 0;
        int total = Batches.of(posts.tokens(), BATCH, null).size() * settings.epochs();
        for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
            for (int[] batch : Batches.of(posts.tokens(), BATCH, random)) {
                double progress = progress(total);
                if (progress >= 1) {
                    checkpoint.accept("time was up in epoch " + epoch);
                    return;
                }
                long before = System.nanoTime();
                train(batch, progress);
                active += Math.min(System.nanoTime() - before, LONGEST_STEP.toNanos());
                if (active - lastCheckpoint > settings.checkpointEvery().toNanos()) {
                    checkpoint.accept("epoch " + epoch + ", step " + step);
                    lastCheckpoint = active;
                }
            }
            checkpoint.accept("after epoch " + epoch);
            lastCheckpoint = active;
        }
    }

    /** How far the training has got, by steps or by time, whichever is further. */
    private double progress(int totalSteps) {
        double byTime = active / (double) settings.budget().toNanos();
        return Math.max(step / (double) totalSteps, byTime);
    }

    private void train(int[] batch, double progress) {
        double warm = Math.min(1, (step + 1.0) / settings.warmUpSteps());
        rates(warm * Math.min(1, (1 - progress) * 1.05));
        double loss;
        try (PointerScope scope = new PointerScope()) {
            optimizer.zero_grad();
            Tensor logits = model.logits(posts.states(batch)).add(index_select(sourceBias, 0, sources(batch)));
            Tensor total = loss(logits, batch).add(penalty());
            total.backward();
            clip_grad_norm_(clipped, settings.clip());
            optimizer.step();
            loss = total.item_float();
        }
        smoothedLoss = Double.isNaN(smoothedLoss) ? loss : SMOOTH * smoothedLoss + (1 - SMOOTH) * loss;
        step++;
        rowsDone += batch.length;
        if (step % REPORT_EVERY == 0) {
            Duration took = Duration.ofNanos(Math.max(1_000_000, active));
            log.accept(String.format(
                    "step %d  progress %.3f  loss %.4f  %.1f rows/s",
                    step, progress, smoothedLoss, rowsDone * 1000.0 / took.toMillis()));
        }
    }

    private void rates(double share) {
        double[] full = {settings.rate(), settings.headRate(), settings.headRate() * 10};
        for (int group = 0; group < full.length; group++) {
            optimizer.param_groups().get(group).options().set_lr(full[group] * share);
        }
    }

    private Tensor sources(int[] batch) {
        long[] numbers = new long[batch.length];
        for (int i = 0; i < batch.length; i++) {
            numbers[i] = posts.rows().get(batch[i]).source();
        }
        return Tensor.create(numbers, batch.length).clone();
    }

    /** Pulls the biases towards 0, and that of the guides, source 0, hard. */
    private Tensor penalty() {
        Tensor squares = sourceBias.mul(sourceBias);
        return squares.sum()
                .mul(new Scalar(settings.sourceL2()))
                .add(squares.select(0, 0).sum());
    }

    private Tensor loss(Tensor logits, int[] batch) {
        List<Row> rows = posts.rows();
        int labels = Row.CATEGORIES.size();
        float[] targets = new float[batch.length * labels];
        float[] weights = new float[batch.length * labels];
        for (int i = 0; i < batch.length; i++) {
            Row row = rows.get(batch[i]);
            for (int label = 0; label < labels; label++) {
                float value = row.labels().get(label);
                targets[i * labels + label] = Float.isNaN(value) ? 0 : value;
                weights[i * labels + label] = row.weights().get(label) / meanWeight / batch.length;
            }
        }
        return maskedLoss(logits, targets, weights);
    }

    /** The sum of the weighted cross-entropies; a weight of 0 masks a label. */
    static Tensor maskedLoss(Tensor logits, float[] targets, float[] weights) {
        long rows = logits.size(0);
        long labels = logits.size(1);
        return binary_cross_entropy_with_logits(
                logits,
                Tensor.create(targets, rows, labels).clone(),
                new TensorOptional(Tensor.create(weights, rows, labels).clone()),
                new TensorOptional(),
                torch.Reduction.Sum.value);
    }

    /** The logits of posts under a model, in the order of the posts. */
    static float[][] logits(TopLayers model, Posts posts) {
        float[][] all = new float[posts.rows().size()][];
        try (NoGradGuard guard = new NoGradGuard()) {
            for (int[] batch : Batches.of(posts.tokens(), BATCH, null)) {
                try (PointerScope scope = new PointerScope()) {
                    Tensor logits = model.logits(posts.states(batch)).contiguous();
                    for (int i = 0; i < batch.length; i++) {
                        float[] row = new float[Row.CATEGORIES.size()];
                        logits.data_ptr_float().position((long) i * row.length).get(row);
                        all[batch[i]] = row;
                    }
                }
            }
        }
        return all;
    }
}
