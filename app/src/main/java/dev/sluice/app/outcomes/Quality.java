package dev.sluice.app.outcomes;

import dev.sluice.schemas.Label;
import dev.sluice.schemas.LabelKind;
import dev.sluice.schemas.Outcome;
import dev.sluice.topology.outcomes.statistics.Proportion;
import java.util.List;

/**
 * How well the machine decides, as the quality sample shows it: posts drawn by chance, each counting for those that were not
 * drawn, and all posts that were held for a person, which people see anyway. Appeals and notices do not count: who contests a
 * decision is not drawn by chance.
 *
 * @param accuracy of all posts, those that were decided rightly
 * @param precision of the posts that were restricted automatically, those that a person would have restricted too
 * @param recall of the posts that a person would not have let through, those that were held, limited or removed
 * @param sampled labels that were drawn by chance
 */
public record Quality(Proportion accuracy, Proportion precision, Proportion recall, long sampled) {
    /** What these labels say. */
    public static Quality of(List<Label> labels) {
        Proportion accuracy = Proportion.NONE;
        Proportion precision = Proportion.NONE;
        Proportion recall = Proportion.NONE;
        long sampled = 0;
        for (Label label : labels) {
            boolean drawn = label.getKind() == LabelKind.SAMPLE;
            boolean held = label.getKind() == LabelKind.REVIEW && label.getDecided() == Outcome.REVIEW;
            if (!label.getAutomatic() || !(drawn || held)) {
                continue;
            }
            sampled += drawn ? 1 : 0;
            accuracy = accuracy.plus(label.getUpheld(), label.getWeight());
            if (drawn && restricted(label)) {
                precision = precision.plus(label.getUpheld(), label.getWeight());
            }
            if (isHarmful(label)) {
                recall = recall.plus(restricted(label) || held, label.getWeight());
            }
        }
        // Without a sample, posts that were let through are not seen, and what they hide is not known.
        return sampled == 0
                ? new Quality(Proportion.NONE, Proportion.NONE, Proportion.NONE, 0)
                : new Quality(accuracy, precision, recall, sampled);
    }

    private static boolean restricted(Label label) {
        return label.getDecided() == Outcome.LIMIT || label.getDecided() == Outcome.REMOVE;
    }

    static boolean isHarmful(Label label) {
        return switch (label.getRuled()) {
            case NUDGE, LIMIT, REMOVE -> true;
            case ALLOW, REVIEW, UNKNOWN -> false;
        };
    }
}
