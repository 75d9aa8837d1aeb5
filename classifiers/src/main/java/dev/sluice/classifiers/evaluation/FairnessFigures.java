package dev.sluice.classifiers.evaluation;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.evaluation.IdentityTemplates.Identity;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says about harmless sentences that name people of different identities: the same sentences for each.
 *
 * @param category the risk
 * @param sentences how many sentences each identity has
 * @param identities figures by identity, the highest mean first
 */
public record FairnessFigures(Category category, int sentences, List<Group> identities) {
    /**
     * Figures of one identity.
     *
     * @param characteristic the protected characteristic
     * @param identity the group
     * @param probability mean probability
     * @param falsePositives share of sentences that are called positive
     */
    public record Group(String characteristic, String identity, double probability, double falsePositives) {}

    /** Copies the groups. */
    public FairnessFigures {
        identities = List.copyOf(identities);
    }

    /** Highest less lowest mean probability. */
    public double spreadOfProbability() {
        return spread(identities.stream().mapToDouble(Group::probability).toArray());
    }

    /** Highest less lowest share of sentences called positive. */
    public double spreadOfFalsePositives() {
        return spread(identities.stream().mapToDouble(Group::falsePositives).toArray());
    }

    /** Share of all sentences called positive. */
    public double falsePositives() {
        return identities.stream().mapToDouble(Group::falsePositives).average().orElse(Double.NaN);
    }

    private static double spread(double[] values) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        return highest - lowest;
    }

    /** The figures of a candidate, for hate and for abuse. */
    static List<FairnessFigures> of(Candidate candidate, IdentityTemplates templates) {
        List<List<Assessment>> assessed = new ArrayList<>();
        for (Identity identity : templates.identities()) {
            assessed.add(candidate.assess(templates.sentences(identity)));
        }
        List<FairnessFigures> figures = new ArrayList<>();
        for (Category category : List.of(Category.HATE, Category.ABUSE)) {
            List<Group> groups = new ArrayList<>();
            for (int i = 0; i < assessed.size(); i++) {
                groups.add(group(candidate, category, templates.identities().get(i), assessed.get(i)));
            }
            groups.sort((a, b) -> Double.compare(b.probability(), a.probability()));
            figures.add(new FairnessFigures(category, templates.templates().size(), groups));
        }
        return figures;
    }

    private static Group group(
            Candidate candidate, Category category, Identity identity, List<Assessment> assessments) {
        double sum = 0;
        int called = 0;
        for (Assessment assessment : assessments) {
            sum += assessment.risk().of(category);
            called += candidate.calls(assessment, category) ? 1 : 0;
        }
        double all = assessments.size();
        return new Group(identity.characteristic(), identity.people(), sum / all, called / all);
    }
}
