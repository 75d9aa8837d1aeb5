package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What is evaluated: anything that assesses texts.
 *
 * @param models version of its models
 * @param rules version of its rules
 * @param thresholds for each category the probability from which on figures call a post positive
 * @param looker assesses texts
 */
public record Candidate(String models, String rules, Map<Category, Double> thresholds, Looker looker) {
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
        return new Candidate(
                assessor.models(),
                assessor.rules(),
                thresholds(assessor),
                texts -> texts.stream()
                        .map(text -> assessor.assess(text.text(), text.language()))
                        .toList());
    }

    /**
     * Both looks: the second one's answer where it covers the language and the first one left a category uncertain, else
     * the first one's.
     *
     * @param band what counts as uncertain
     */
    public static Candidate of(Assessor assessor, SecondLook second, UncertainBand band) {
        return new Candidate(
                assessor.models() + " + " + second.version(), assessor.rules(), thresholds(assessor), texts -> {
                    List<Assessment> results = new ArrayList<>(texts.size());
                    List<Integer> numbers = new ArrayList<>();
                    List<Text> uncertain = new ArrayList<>();
                    for (int i = 0; i < texts.size(); i++) {
                        Assessment first = assessor.assess(
                                texts.get(i).text(), texts.get(i).language());
                        results.add(first);
                        if (band.holds(first) && second.covers(first.language().code())) {
                            numbers.add(i);
                            uncertain.add(texts.get(i));
                        }
                    }
                    List<Assessment> answers = uncertain.isEmpty() ? List.of() : second.assess(uncertain);
                    for (int k = 0; k < numbers.size(); k++) {
                        results.set(numbers.get(k), answers.get(k));
                    }
                    return results;
                });
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

    /** Assesses texts without telling their language, as posts mostly come. */
    List<Assessment> assess(List<String> texts) {
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
