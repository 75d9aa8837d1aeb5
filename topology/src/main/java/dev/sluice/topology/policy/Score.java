package dev.sluice.topology.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A condition by additive weights: it holds where the weights of the parts that hold add up to the threshold. The parts
 * of a group count for no more than the group's cap, in either direction, so that many signs of the same thing are no
 * more than one strong sign.
 *
 * <p>Parts with negative weight speak for the post. The guard leaves them out and takes every other part that may hold
 * for one that does: the sum can only be lower than that, because it grows with each positive part and a cap keeps the
 * order.
 *
 * @param threshold sum from which it holds; above 0
 * @param caps the most that the parts of a group count for, by group
 * @param parts what is added up, in order
 */
record Score(double threshold, Map<String, Double> caps, List<Part> parts) implements Condition {
    /** Weights are written in decimals: sums are compared as decimals of six places. */
    private static final double PLACES = 1e6;

    Score {
        caps = Map.copyOf(caps);
        parts = List.copyOf(parts);
    }

    /**
     * What counts towards the score.
     *
     * @param id names it in decisions
     * @param condition when it counts
     * @param weight how much, not 0
     * @param group the group whose cap it shares, or null
     */
    record Part(
            String id,
            Condition.Expression condition,
            double weight,
            @Nullable String group) {
        @Override
        public String toString() {
            return id + " " + plain(weight);
        }
    }

    @Override
    public Truth test(Facts facts) {
        // An error in a part must not matter where the guard says that the score cannot be reached.
        if (!canReach(guard -> guard.mayHold(facts))) {
            return Truth.DOES_NOT_HOLD;
        }
        List<Part> holding = new ArrayList<>();
        for (Part part : parts) {
            switch (part.condition().test(facts)) {
                case HOLDS -> holding.add(part);
                case DOES_NOT_HOLD -> {}
                case CANNOT_BE_EVALUATED -> {
                    return Truth.CANNOT_BE_EVALUATED;
                }
            }
        }
        return sum(holding) >= threshold ? Truth.HOLDS : Truth.DOES_NOT_HOLD;
    }

    @Override
    public List<String> contributions(Facts facts) {
        List<Part> holding = parts.stream()
                .filter(part -> part.condition().test(facts) == Truth.HOLDS)
                .toList();
        List<String> contributions =
                new ArrayList<>(holding.stream().map(Part::toString).toList());
        contributions.add("sum " + plain(sum(holding)) + " of " + plain(threshold));
        return List.copyOf(contributions);
    }

    /** What these parts add up to. */
    private double sum(List<Part> counted) {
        Map<String, Double> groups = new HashMap<>();
        double sum = 0;
        for (Part part : counted) {
            String group = part.group();
            if (group == null) {
                sum += part.weight();
            } else {
                groups.merge(group, part.weight(), Double::sum);
            }
        }
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            double cap = caps.getOrDefault(group.getKey(), Double.MAX_VALUE);
            sum += Math.max(-cap, Math.min(cap, group.getValue()));
        }
        return Math.rint(sum * PLACES) / PLACES;
    }

    /** Whether the parts of positive weight that may hold are enough. */
    boolean canReach(java.util.function.Predicate<Guard> mayHold) {
        List<Part> possible = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.weight() > 0 && mayHold.test(part.condition().guard())) {
                possible.add(part);
            }
        }
        return !possible.isEmpty() && sum(possible) >= threshold;
    }

    @Override
    public Guard guard() {
        return new Guard.Reaches(this);
    }

    @Override
    public Set<Variable> variables() {
        Set<Variable> variables = EnumSet.noneOf(Variable.class);
        parts.forEach(part -> variables.addAll(part.condition().variables()));
        return variables;
    }

    @Override
    public String text() {
        List<String> lines = parts.stream()
                .map(part -> part + (part.group() == null ? "" : " (" + part.group() + ")") + " when "
                        + part.condition().text().strip().replaceAll("\\s+", " "))
                .toList();
        return "score >= " + plain(threshold) + ": " + String.join("; ", lines);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
