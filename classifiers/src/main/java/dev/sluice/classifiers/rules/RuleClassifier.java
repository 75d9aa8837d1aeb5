package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.text.FoldedText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules of all packs. A post costs two probes a token of one table of their phrases, however many they are.
 * Weights of one group come out already capped.
 */
public final class RuleClassifier implements Classifier {
    /** A signal has at most so many spans. */
    static final int MAX_SPANS = 100;

    private final Map<String, Float> caps = new HashMap<>();
    private final Set<Category> categories = EnumSet.noneOf(Category.class);
    private final RuleMatcher matcher;
    private final String version;

    /**
     * Compiles packs.
     *
     * @throws IllegalArgumentException where two packs share a name or two rules an id
     */
    public RuleClassifier(List<RulePack> packs) {
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        List<Rule> rules = new ArrayList<>();
        for (RulePack pack : packs) {
            if (!names.add(pack.name())) {
                throw new IllegalArgumentException("rule pack '" + pack.name() + "' is there twice; names are unique");
            }
            caps.putAll(pack.caps());
            for (Rule rule : pack.rules()) {
                if (!ids.add(rule.id())) {
                    throw new IllegalArgumentException(
                            rule.source() + ": rule '" + rule.id() + "' is in another pack too; ids are unique");
                }
                rules.add(rule);
                categories.add(rule.category());
            }
        }
        matcher = new RuleMatcher(rules, MAX_SPANS);
        version = Sha256.nameOf(packs.stream().map(RulePack::sha256).toList());
    }

    @Override
    public String id() {
        return "rules";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Set<Category> categories() {
        return Collections.unmodifiableSet(categories);
    }

    /** The most that rules of a group add together, in log-odds, by {@code pack.group}. */
    public Map<String, Float> caps() {
        return Collections.unmodifiableMap(caps);
    }

    @Override
    public List<Finding> classify(FoldedText text) {
        List<RuleMatcher.Match> matches = matcher.match(text);
        if (matches.isEmpty()) {
            return List.of();
        }
        Map<Rule, List<Span>> matched = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (RuleMatcher.Match match : matches) {
            @Nullable Exception failure = match.failure();
            if (failure == null) {
                matched.put(match.rule(), match.spans());
            } else {
                findings.add(unavailable(match.rule(), failure));
            }
        }
        Map<String, Float> factors = GroupCaps.factors(matched.keySet(), caps);
        matched.forEach((rule, spans) -> findings.add(signal(rule, spans, factors)));
        return findings;
    }

    private Finding unavailable(Rule rule, Exception failure) {
        String reason = "rule '" + rule.id() + "' failed: " + failure.getClass().getSimpleName();
        return new Finding.Unavailable(id(), version, Set.of(rule.category()), reason);
    }

    private Finding signal(Rule rule, List<Span> spans, Map<String, Float> factors) {
        float weight = rule.weight() * factors.getOrDefault(GroupCaps.key(rule), 1f);
        return new Finding.Signal(
                rule.category(), id(), version, rule.id(), new Finding.Score.Weight(weight), spans, rule.description());
    }
}
