package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.dataset.LabelledPost;
import dev.sluice.classifiers.dataset.ProgressListener;
import dev.sluice.classifiers.evasion.Disguise;
import dev.sluice.classifiers.evasion.Disguises;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What disguises do: of harmful posts that are found, how many are still found with their telling words disguised; of
 * harmless ones that are left alone, how many are called harmful with words disguised.
 *
 * @param harmful how many harmful posts were found undisguised
 * @param harmless how many harmless posts were left alone undisguised
 * @param kept for each disguise the share of the harmful that is still found
 * @param falseAlarms for each disguise the share of the harmless that is called harmful
 */
public record EvasionFigures(int harmful, int harmless, Map<Disguise, Double> kept, Map<Disguise, Double> falseAlarms) {
    private static final long SEED = 20_261_101;
    private static final List<Category> HARMS =
            List.of(Category.ABUSE, Category.INSULT, Category.THREAT, Category.HATE);

    /** Copies the maps. */
    public EvasionFigures {
        kept = new EnumMap<>(kept);
        falseAlarms = new EnumMap<>(falseAlarms);
    }

    /** Mean share that is still found over the disguises that folding should undo. */
    public double keptWhereUndone() {
        return kept.entrySet().stream()
                .filter(entry -> entry.getKey().undone())
                .mapToDouble(Map.Entry::getValue)
                .average()
                .orElse(Double.NaN);
    }

    /** A post, the harms for which it was called rightly, and the parts that told. */
    private record Found(String text, Set<Category> harms, List<Span> telling) {}

    /** The figures of a candidate on labelled posts; at most so many of either sort are disguised. */
    static EvasionFigures of(Candidate candidate, List<LabelledPost> labelled, int most, ProgressListener listener) {
        // Fewer than half of all posts are found, or harmless: of six times as many there will be enough of either.
        List<LabelledPost> posts = Sample.evenly(labelled, 6 * most);
        listener.progress("Disguises", 0, Disguise.values().length);
        List<Assessment> assessments =
                candidate.explain(posts.stream().map(LabelledPost::text).toList());
        List<Found> harmful = new ArrayList<>();
        List<Found> harmless = new ArrayList<>();
        for (int i = 0; i < posts.size(); i++) {
            Set<Category> called = called(candidate, assessments.get(i));
            Map<Category, Boolean> labels = posts.get(i).labels();
            Set<Category> right = EnumSet.copyOf(called);
            right.removeIf(category -> !Boolean.TRUE.equals(labels.get(category)));
            String text = posts.get(i).text();
            if (!right.isEmpty()) {
                harmful.add(new Found(text, right, telling(assessments.get(i), right)));
            } else if (called.isEmpty() && Boolean.FALSE.equals(labels.get(Category.ABUSE))) {
                harmless.add(new Found(text, EnumSet.copyOf(HARMS), List.of()));
            }
        }
        List<Found> disguisedHarmful = Sample.evenly(harmful, most);
        List<Found> disguisedHarmless = Sample.evenly(harmless, most);
        Map<Disguise, Double> kept = new EnumMap<>(Disguise.class);
        Map<Disguise, Double> falseAlarms = new EnumMap<>(Disguise.class);
        for (Disguise disguise : Disguise.values()) {
            kept.put(disguise, share(candidate, disguisedHarmful, disguise));
            falseAlarms.put(disguise, share(candidate, disguisedHarmless, disguise));
            listener.progress("Disguises", kept.size(), Disguise.values().length);
        }
        return new EvasionFigures(disguisedHarmful.size(), disguisedHarmless.size(), kept, falseAlarms);
    }

    /** The share of posts of which some harm is called once they are disguised. */
    private static double share(Candidate candidate, List<Found> posts, Disguise disguise) {
        Disguises disguises = new Disguises(SEED);
        List<Assessment> assessments = candidate.assess(posts.stream()
                .map(post -> disguises.vary(post.text(), disguise, post.telling()))
                .toList());
        int found = 0;
        for (int i = 0; i < posts.size(); i++) {
            Set<Category> called = called(candidate, assessments.get(i));
            called.retainAll(posts.get(i).harms());
            found += called.isEmpty() ? 0 : 1;
        }
        return found / (double) posts.size();
    }

    private static Set<Category> called(Candidate candidate, Assessment assessment) {
        Set<Category> called = EnumSet.noneOf(Category.class);
        HARMS.stream().filter(category -> candidate.calls(assessment, category)).forEach(called::add);
        return called;
    }

    private static List<Span> telling(Assessment assessment, Set<Category> harms) {
        List<Span> spans = new ArrayList<>();
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Signal signal && harms.contains(signal.category())) {
                spans.addAll(signal.spans());
            }
        }
        return spans;
    }
}
