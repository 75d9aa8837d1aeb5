package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.LabelledPosts;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.evaluation.EvaluationReport.FileFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Assesses labelled posts as the pipeline would, without telling it their language, and compares. Posts of a split
 * that was
 * not asked for are counted apart and never mixed in; so are labels for which a detector was unavailable.
 */
public final class Evaluation {
    /** What is counted if nothing else is asked for: posts that no model was trained on. */
    public static final Set<String> DEVELOPMENT = Set.of("dev");

    /** So many posts are assessed at once: a second look sorts them by length. */
    private static final int BATCH = 512;

    private final Candidate candidate;
    private final Set<String> splits;
    private final Tally pooled = new Tally();

    private Evaluation(Candidate candidate, Set<String> splits) {
        this.candidate = candidate;
        this.splits = splits;
    }

    /** {@link #of(Assessor, List, Set)} on the split {@code dev}. */
    public static EvaluationReport of(Assessor assessor, List<Path> files) throws IOException {
        return of(assessor, files, DEVELOPMENT);
    }

    /** {@link #of(Candidate, List, Set, ProgressListener)} of the first look. */
    public static EvaluationReport of(Assessor assessor, List<Path> files, Set<String> splits) throws IOException {
        return of(Candidate.of(assessor), files, splits, ProgressListener.SILENT);
    }

    /**
     * Evaluates a candidate.
     *
     * @param candidate what is evaluated
     * @param files files of labelled posts, as {@link LabelledPosts} reads them
     * @param splits the splits that count; posts without a split always do
     * @param listener told how far it has got
     * @throws IOException if a file cannot be read
     * @throws IllegalArgumentException naming file and line of a line that is no labelled post
     */
    public static EvaluationReport of(
            Candidate candidate, List<Path> files, Set<String> splits, ProgressListener listener) throws IOException {
        Evaluation evaluation = new Evaluation(candidate, Set.copyOf(splits));
        List<FileFigures> figures = new ArrayList<>();
        for (Path file : files) {
            figures.add(evaluation.file(file));
            listener.progress("Labelled posts", figures.size(), files.size());
        }
        return new EvaluationReport(
                candidate.models(),
                candidate.rules(),
                splits,
                figures,
                evaluation.pooled.figures(candidate::threshold));
    }

    private static final class Counts {
        int posts;
        final Map<String, Integer> otherSplits = new TreeMap<>();
        final Map<Category, Integer> unavailable = new EnumMap<>(Category.class);
        final Tally labels = new Tally();
        final Map<String, Tally> kinds = new TreeMap<>();
        final Map<String, Tally> targets = new TreeMap<>();
        final PairTally pairs = new PairTally();
        final List<LabelledPost> waiting = new ArrayList<>();
    }

    private FileFigures file(Path file) throws IOException {
        Counts counts = new Counts();
        LabelledPosts.read(file, post -> {
            if (!post.split().isEmpty() && !splits.contains(post.split())) {
                counts.otherSplits.merge(post.split(), 1, Integer::sum);
                return;
            }
            counts.waiting.add(post);
            if (counts.waiting.size() == BATCH) {
                batch(counts);
            }
        });
        batch(counts);
        Path name = file.getFileName();
        return new FileFigures(
                name == null ? file.toString() : name.toString(),
                counts.posts,
                counts.otherSplits,
                counts.unavailable,
                counts.labels.figures(candidate::threshold),
                figures(counts.kinds),
                figures(counts.targets),
                counts.pairs.figures());
    }

    private void batch(Counts counts) {
        List<Assessment> assessments =
                candidate.assess(counts.waiting.stream().map(LabelledPost::text).toList());
        for (int i = 0; i < assessments.size(); i++) {
            count(counts.waiting.get(i), assessments.get(i), counts);
        }
        counts.waiting.clear();
    }

    private void count(LabelledPost post, Assessment assessment, Counts counts) {
        counts.posts++;
        Set<Category> uncovered = uncovered(assessment);
        post.labels().forEach((category, label) -> {
            if (uncovered.contains(category)) {
                counts.unavailable.merge(category, 1, Integer::sum);
                return;
            }
            float score = assessment.risk().of(category);
            pooled.add(category, score, label);
            counts.labels.add(category, score, label);
            String kind = post.kind();
            if (kind != null) {
                counts.kinds.computeIfAbsent(kind, k -> new Tally()).add(category, score, label);
            }
            String pair = post.pair();
            if (pair != null) {
                counts.pairs.add(category, pair, label, candidate.calls(assessment, category));
            }
            for (String target : post.targets()) {
                counts.targets.computeIfAbsent(target, t -> new Tally()).add(category, score, label);
            }
        });
    }

    private static Set<Category> uncovered(Assessment assessment) {
        Set<Category> uncovered = EnumSet.noneOf(Category.class);
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Unavailable unavailable) {
                uncovered.addAll(unavailable.categories());
            }
        }
        return uncovered;
    }

    private Map<String, Map<Category, Figures>> figures(Map<String, Tally> tallies) {
        Map<String, Map<Category, Figures>> result = new TreeMap<>();
        tallies.forEach((name, tally) -> result.put(name, tally.figures(candidate::threshold)));
        return result;
    }
}
