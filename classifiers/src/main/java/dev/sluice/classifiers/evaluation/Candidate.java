package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is evaluated: anything that assesses texts.
 *
 * @param models version of its models
 * @param rules version of its rules
 * @param thresholds for each category the probability from which on figures call a post positive
 * @param risk assesses texts; the words that tell need not be among the findings
 * @param explained assesses texts and finds the words that tell, which may cost many times more
 */
public record Candidate(String models, String rules, Map<Category, Double> thresholds, Looker risk, Looker explained) {
    /** Assesses texts; one assessment for each, in order. {@link SecondLook#assess} is one. */
    @FunctionalInterface
    public interface Looker {
        /** Assesses texts. */
        List<Assessment> assess(List<Text> texts);
    }

    /** Copies the thresholds. */
    public Candidate {
        thresholds = new EnumMap<>(thresholds);
    }

    /** The first look, with the thresholds that were fixed when its models were trained. */
    public static Candidate of(Assessor assessor) {
        Looker looker = texts -> texts.parallelStream()
                .map(text -> assessor.assess(text.text(), text.language()))
                .toList();
        return new Candidate(assessor.models(), assessor.rules(), thresholds(assessor), looker, looker);
    }

    /**
     * Both looks: the second one's answer where it covers the language and the first one left a category uncertain, else
     * the first one's.
     *
     * @param band what counts as uncertain
     */
    public static Candidate of(Assessor assessor, SecondLook second, UncertainBand band) {
        return new Candidate(
                assessor.models() + " + " + second.version(),
                assessor.rules(),
                thresholds(assessor),
                both(assessor, second.riskAlone(), band),
                both(assessor, second, band));
    }

    /** On all cores: no answer depends on the texts beside it. */
    private static Looker both(Assessor assessor, SecondLook second, UncertainBand band) {
        return texts -> texts.parallelStream()
                .map(text -> {
                    Assessment first = assessor.assess(text.text(), text.language());
                    return band.holds(first) && second.covers(first.language().code())
                            ? second.assess(List.of(text)).get(0)
                            : first;
                })
                .toList();
    }

    private static Map<Category, Double> thresholds(Assessor assessor) {
        Map<Category, Double> thresholds = new EnumMap<>(Category.class);
        for (Category category : Category.values()) {
            thresholds.put(category, (double) assessor.scoring().threshold(category));
        }
        return thresholds;
    }

    /** The probability from which on figures call a post positive. */
    public double threshold(Category category) {
        return thresholds.getOrDefault(category, 0.5);
    }

    /** Assesses texts without telling their language, as posts mostly come; for their risk. */
    List<Assessment> assess(List<String> texts) {
        return assess(risk, texts);
    }

    /** The same, with the words that tell. */
    List<Assessment> explain(List<String> texts) {
        return assess(explained, texts);
    }

    private static List<Assessment> assess(Looker looker, List<String> texts) {
        List<Assessment> assessments =
                looker.assess(texts.stream().map(text -> new Text(text, null)).toList());
        if (assessments.size() != texts.size()) {
            throw new IllegalStateException(assessments.size() + " assessments for " + texts.size() + " texts");
        }
        return assessments;
    }

    /** Whether an assessment calls a post one of a category. */
    boolean calls(Assessment assessment, Category category) {
        return assessment.risk().of(category) >= threshold(category);
    }
}
