package dev.sluice.tuning;

import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.LabelledPosts;
import dev.sluice.classifiers.evaluation.Ranking;
import dev.sluice.classifiers.training.PostCleaner;
import dev.sluice.classifiers.training.SourceCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The posts of the split {@code dev}, by source, and how well a model ranks them. Sources that nothing is learnt from
 * are here too: they show what carries over.
 */
final class DevSet {
    private static final int FEWEST = 10;

    private final List<Row> rows = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();

    /**
     * Reads the posts of one language.
     *
     * @param dataDir folder with {@code train/*.jsonl.gz} and {@code contrast/*.jsonl.gz}
     */
    static DevSet read(Path dataDir, String language) throws IOException {
        DevSet set = new DevSet();
        SourceCatalogue catalogue = SourceCatalogue.shipped();
        for (String part : List.of("train", "contrast")) {
            try (Stream<Path> files = Files.list(dataDir.resolve(part))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".jsonl.gz"))
                        .sorted()
                        .toList()) {
                    LabelledPosts.read(file, post -> set.add(post, catalogue, language));
                }
            }
        }
        return set;
    }

    private void add(LabelledPost post, SourceCatalogue catalogue, String language) {
        String own =
                post.language() == null ? catalogue.of(post.source(), "dev").language() : post.language();
        if (!post.split().equals("dev")
                || !own.equals(language)
                || post.labels().isEmpty()) {
            return;
        }
        List<Float> labels = Row.labels(post);
        List<Float> weights = labels.stream().map(label -> 0f).toList();
        rows.add(new Row(PostCleaner.clean(post.text()), 0, labels, weights));
        sources.add(post.source());
    }

    List<Row> rows() {
        return rows;
    }

    /** The first posts of each source. */
    DevSet atMost(int each) {
        DevSet part = new DevSet();
        Map<String, Integer> taken = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (taken.merge(sources.get(i), 1, Integer::sum) <= each) {
                part.rows.add(rows.get(i));
                part.sources.add(sources.get(i));
            }
        }
        return part;
    }

    /** The posts of the sources whose names begin so. */
    DevSet of(String prefix) {
        DevSet part = new DevSet();
        for (int i = 0; i < rows.size(); i++) {
            if (sources.get(i).startsWith(prefix)) {
                part.rows.add(rows.get(i));
                part.sources.add(sources.get(i));
            }
        }
        return part;
    }

    /**
     * The area under the ROC curve of each category, for each source that has at least ten posts of either kind, for
     * all contrast sets together, and for all sources together.
     *
     * @param logits for each post a logit for each category; a missing category is left out
     */
    Map<String, Map<String, Double>> auc(float[][] logits) {
        Map<String, Map<String, Double>> figures = new TreeMap<>();
        for (int category = 0; category < logits[0].length; category++) {
            Map<String, List<Integer>> groups = new TreeMap<>();
            for (int i = 0; i < rows.size(); i++) {
                if (!rows.get(i).labels().get(category).isNaN()) {
                    groups.computeIfAbsent(sources.get(i), name -> new ArrayList<>())
                            .add(i);
                    groups.computeIfAbsent(" all", name -> new ArrayList<>()).add(i);
                    if (sources.get(i).startsWith("contrast")) {
                        groups.computeIfAbsent(" contrast", name -> new ArrayList<>())
                                .add(i);
                    }
                }
            }
            for (Map.Entry<String, List<Integer>> group : groups.entrySet()) {
                double auc = auc(logits, category, group.getValue());
                if (!Double.isNaN(auc)) {
                    figures.computeIfAbsent(group.getKey().trim(), name -> new TreeMap<>())
                            .put(Row.CATEGORIES.get(category).id(), Math.round(auc * 10_000) / 10_000.0);
                }
            }
        }
        return figures;
    }

    private double auc(float[][] logits, int category, List<Integer> group) {
        float[] scores = new float[group.size()];
        boolean[] labels = new boolean[group.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits[group.get(i)][category];
            labels[i] = rows.get(group.get(i)).labels().get(category) == 1;
        }
        Ranking ranking = new Ranking(scores, labels);
        boolean enough = ranking.positives() >= FEWEST && ranking.size() - ranking.positives() >= FEWEST;
        return enough ? ranking.auc() : Double.NaN;
    }
}
