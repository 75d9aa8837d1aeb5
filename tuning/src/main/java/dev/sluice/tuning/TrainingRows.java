package dev.sluice.tuning;

import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.training.Corpus;
import dev.sluice.classifiers.training.SourceCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** The posts to learn from, weighted. */
final class TrainingRows {
    /** How much the balance of a label within its source counts: 0 not at all, 1 wholly. */
    private static final double BALANCE = 0.5;

    private static final double MOST_BALANCE = 4;

    /** A label of which a source has one value alone says more about the source than about the post. */
    private static final double ONE_SIDED = 0.5;

    /** What the sources whose labels mean what this project means count beside what the catalogue says. */
    private static final double GUIDE = 1.0;

    /** The share of posts that are learnt with spelling noise: in place of the post, or beside it for guides. */
    private static final double NOISE = 0.12;

    private static final double GUIDE_NOISE = 0.25;

    private final List<String> sources;
    private final List<Row> rows;

    private TrainingRows(List<String> sources, List<Row> rows) {
        this.sources = sources;
        this.rows = rows;
    }

    /**
     * Reads the posts of one language that a training may use.
     *
     * @param dataDir folder with {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz}
     * @param seed of the noise
     */
    static TrainingRows read(Path dataDir, String language, long seed) throws IOException {
        Corpus corpus = Corpus.read(dataDir, SourceCatalogue.shipped().forEncoder(), ProgressListener.SILENT);
        List<LabelledPost> posts = corpus.posts().stream()
                .filter(post -> corpus.language(post).equals(language))
                .toList();
        TreeSet<String> names = new TreeSet<>();
        posts.forEach(post -> names.add(sourceOf(post, corpus)));
        List<String> sources = List.copyOf(names);
        long[][][] counts = new long[sources.size()][Row.CATEGORIES.size()][2];
        for (LabelledPost post : posts) {
            count(counts[sources.indexOf(sourceOf(post, corpus))], Row.labels(post));
        }
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (LabelledPost post : posts) {
            SourceCatalogue.Source source = corpus.source(post);
            int number = sources.indexOf(sourceOf(post, corpus));
            double weight = source.weight() * (source.guides() ? GUIDE : 1);
            List<Float> labels = Row.labels(post);
            addWithNoise(
                    rows,
                    new Row(post.text(), number, labels, weights(labels, counts[number], weight)),
                    source.guides(),
                    random);
        }
        return new TrainingRows(sources, rows);
    }

    /** Guides are one source: they share their meaning of labels, and the logits without bias are theirs. */
    private static String sourceOf(LabelledPost post, Corpus corpus) {
        return corpus.source(post).guides() ? " guides" : post.source();
    }

    private static void addWithNoise(List<Row> rows, Row row, boolean guide, Random random) {
        boolean noisy = random.nextDouble() < (guide ? GUIDE_NOISE : NOISE);
        if (!noisy) {
            rows.add(row);
            return;
        }
        String text = SpellingNoise.in(row.text(), random);
        if (guide) {
            rows.add(row.as(row.text(), 0.6f));
            rows.add(row.as(text, 0.4f));
        } else {
            rows.add(row.as(text, 1));
        }
    }

    private static void count(long[][] counts, List<Float> labels) {
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.get(i).isNaN()) {
                counts[i][Math.round(labels.get(i))]++;
            }
        }
    }

    static List<Float> weights(List<Float> labels, long[][] counts, double sourceWeight) {
        List<Float> weights = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (labels.get(i).isNaN()) {
                weights.add(0f);
                continue;
            }
            long same = counts[i][Math.round(labels.get(i))];
            long other = counts[i][1 - Math.round(labels.get(i))];
            double balance =
                    other == 0 ? ONE_SIDED : Math.min(MOST_BALANCE, Math.pow((same + other) / (2.0 * same), BALANCE));
            weights.add((float) (sourceWeight * balance));
        }
        return weights;
    }

    List<Row> rows() {
        return rows;
    }

    /** Names of the sources; the first are the guides, whose bias is 0. */
    List<String> sources() {
        return sources;
    }
}
