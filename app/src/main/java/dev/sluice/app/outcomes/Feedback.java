package dev.sluice.app.outcomes;

import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.outcomes.statistics.Proportion;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How often people agreed with what the machine did.
 *
 * <p>Each figure covers the posts that a person judged. Posts that were held are all judged; posts that were restricted only
 * where somebody appealed or the quality sample drew them, so that the precision of a rule that removes is that of the cases
 * seen, unless {@link Quality} says it of the sample.
 *
 * @param byRule by the rule that decided: of the posts that it held or acted on, those where the person found it right
 * @param byModel the same by version of the models
 * @param byCategory of the posts that scored at least one half in a category, those that a person found to be of it
 * @param appeals of the appeals that were decided, those that changed nothing
 * @param quality what the sample says
 */
public record Feedback(
        Map<String, Proportion> byRule,
        Map<String, Proportion> byModel,
        Map<String, Proportion> byCategory,
        Proportion appeals,
        Quality quality) {
    private static final float LIKELY = 0.5f;

    /** Copies the maps, in the order of their keys. */
    public Feedback {
        byRule = new TreeMap<>(byRule);
        byModel = new TreeMap<>(byModel);
        byCategory = new TreeMap<>(byCategory);
    }

    /** Feedback from these labels. */
    public static Feedback of(List<Label> labels) {
        Proportion appeals = Proportion.NONE;
        for (Label label : labels) {
            if (label.getKind() == LabelKind.APPEAL) {
                appeals = appeals.plus(label.getUpheld(), 1);
            }
        }
        return new Feedback(
                by(labels, Label::getRule),
                by(labels, Label::getModels),
                byCategory(labels),
                appeals,
                Quality.of(labels));
    }

    /** Labels that were drawn by chance. */
    public long sampled() {
        return quality.sampled();
    }

    /** What the sample says of the machine, by name. */
    public Map<String, Proportion> estimates() {
        Map<String, Proportion> estimates = new java.util.LinkedHashMap<>();
        estimates.put("accuracy", quality.accuracy());
        estimates.put("precision of automatic restrictions", quality.precision());
        estimates.put("recall", quality.recall());
        return estimates;
    }

    /** How often the machine was right where it did something, by a part of the label. */
    static Map<String, Proportion> by(List<Label> labels, Function<Label, String> part) {
        Map<String, Proportion> by = new TreeMap<>();
        for (Label label : labels) {
            if (label.getAutomatic() && acted(label)) {
                by.merge(part.apply(label), Proportion.NONE.plus(label.getUpheld(), 1), Proportion::plus);
            }
        }
        return by;
    }

    private static Map<String, Proportion> byCategory(List<Label> labels) {
        Map<String, Proportion> by = new TreeMap<>();
        for (Label label : labels) {
            for (String category : RiskValues.CATEGORIES) {
                Boolean found = label.getCategories().get(category);
                if (found != null && RiskValues.of(label.getRisk(), category) >= LIKELY) {
                    by.merge(category, Proportion.NONE.plus(found, 1), Proportion::plus);
                }
            }
        }
        return by;
    }

    private static boolean acted(Label label) {
        return label.getDecided() != Outcome.ALLOW && label.getDecided() != Outcome.UNKNOWN;
    }
}
