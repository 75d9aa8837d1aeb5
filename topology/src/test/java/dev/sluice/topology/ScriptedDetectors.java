package dev.sluice.topology;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.Span;
import dev.sluice.topology.assess.TextAssessor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the text says is to be found: {@code insult:0.8} is an insult with that probability, {@code gap:hate} a
 * detector of hate that cannot answer, {@code boom} a detector that throws. Cuts texts of more than 20,000 code
 * points.
 */
final class ScriptedDetectors implements TextAssessor {
    static final int MAX_CODE_POINTS = 20_000;

    @Override
    public Assessment assess(String text, @Nullable String knownLanguage) {
        if (text.contains("boom")) {
            throw new IllegalStateException("a message that quotes " + text);
        }
        int length = text.codePointCount(0, text.length());
        String seen = length > MAX_CODE_POINTS ? text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS)) : text;
        Map<Category, Float> risk = new EnumMap<>(Category.class);
        List<Finding> findings = new ArrayList<>();
        int at = 0;
        for (String word : seen.split(" ", -1)) {
            int colon = word.indexOf(':');
            if (word.startsWith("gap:")) {
                Category category = Category.of(word.substring(4));
                findings.add(new Finding.Unavailable("scripted", "1", Set.of(category), "out of order"));
            } else if (colon > 0 && word.startsWith("0.", colon + 1)) {
                Category category = Category.of(word.substring(0, colon));
                float probability = Float.parseFloat(word.substring(colon + 1));
                risk.put(category, probability);
                findings.add(new Finding.Signal(
                        category,
                        "scripted",
                        "1",
                        "scripted." + category.id(),
                        new Finding.Score.Probability(probability),
                        List.of(new Span(at, at + word.length())),
                        "The text says so."));
            }
            at += word.length() + 1;
        }
        return new Assessment(
                new Language(knownLanguage == null ? "en" : knownLanguage, 1),
                new RiskScores(
                        risk.getOrDefault(Category.ABUSE, 0f),
                        risk.getOrDefault(Category.INSULT, 0f),
                        risk.getOrDefault(Category.THREAT, 0f),
                        risk.getOrDefault(Category.PROFANITY, 0f),
                        risk.getOrDefault(Category.HATE, 0f),
                        risk.getOrDefault(Category.DEFAMATION, 0f)),
                findings,
                length,
                Math.min(length, MAX_CODE_POINTS),
                "models-1",
                "rules-1");
    }
}
