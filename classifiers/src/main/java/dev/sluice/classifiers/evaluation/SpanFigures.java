package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.dataset.MarkedPosts.MarkedPost;
import java.util.BitSet;
import java.util.List;

/**
 * How well the words that findings show are those that people marked: as SemEval-2021 task 5 counts (Pavlopoulos et al.,
 * 2021), the mean over posts of the F1 of sets of characters, 1 where both sets are empty.
 *
 * @param posts how many posts
 * @param f1 mean F1
 * @param precision mean share of the shown characters that were marked, over posts where something is shown
 * @param recall mean share of the marked characters that are shown, over posts where something is marked
 */
public record SpanFigures(int posts, double f1, double precision, double recall) {
    /** The figures of a candidate on marked posts. */
    static SpanFigures of(Candidate candidate, List<MarkedPost> posts) {
        List<Assessment> assessments =
                candidate.explain(posts.stream().map(MarkedPost::text).toList());
        double f1 = 0;
        double precision = 0;
        double recall = 0;
        int shownPosts = 0;
        int markedPosts = 0;
        for (int i = 0; i < posts.size(); i++) {
            BitSet marked = characters(posts.get(i).spans());
            BitSet shown = shown(assessments.get(i));
            f1 += f1(shown, marked);
            BitSet both = (BitSet) shown.clone();
            both.and(marked);
            if (!shown.isEmpty()) {
                shownPosts++;
                precision += both.cardinality() / (double) shown.cardinality();
            }
            if (!marked.isEmpty()) {
                markedPosts++;
                recall += both.cardinality() / (double) marked.cardinality();
            }
        }
        return new SpanFigures(posts.size(), f1 / posts.size(), precision / shownPosts, recall / markedPosts);
    }

    /** F1 of two sets of characters. */
    static double f1(BitSet shown, BitSet marked) {
        if (shown.isEmpty() && marked.isEmpty()) {
            return 1;
        }
        BitSet both = (BitSet) shown.clone();
        both.and(marked);
        return 2.0 * both.cardinality() / (shown.cardinality() + marked.cardinality());
    }

    /** The words that the model's finding of abuse shows; where it shows none, those of the lexicons. */
    private static BitSet shown(Assessment assessment) {
        BitSet ofModel = new BitSet();
        BitSet ofLexicons = new BitSet();
        for (Finding finding : assessment.findings()) {
            if (finding instanceof Finding.Signal signal && speaks(signal)) {
                if (signal.detector().equals("lexicon")) {
                    ofLexicons.or(characters(signal.spans()));
                } else if (signal.detector().equals("linear") && signal.category() == Category.ABUSE) {
                    ofModel.or(characters(signal.spans()));
                }
            }
        }
        return ofModel.isEmpty() ? ofLexicons : ofModel;
    }

    private static boolean speaks(Finding.Signal signal) {
        return switch (signal.score()) {
            case Finding.Score.Probability probability -> true;
            case Finding.Score.Weight(float value) -> value > 0;
        };
    }

    private static BitSet characters(List<Span> spans) {
        BitSet characters = new BitSet();
        spans.forEach(span -> characters.set(span.start(), span.end()));
        return characters;
    }
}
