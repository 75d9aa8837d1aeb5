package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Classifier;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * Runs the rules of all packs. A post is indexed in memory, and a rule run on it, only when every word that the rule
 * needs was seen; other posts cost one probe a token. Weights of one group come out already capped.
 */
public final class RuleClassifier implements Classifier {
    /** A signal has at most so many spans. */
    static final int MAX_SPANS = 100;

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Float> caps = new HashMap<>();
    private final Set<Category> categories = EnumSet.noneOf(Category.class);
    private final LiteralGate gate;
    private final String version;

    /**
     * Compiles packs.
     *
     * @throws IllegalArgumentException where two packs share a name or two rules an id
     */
    public RuleClassifier(List<RulePack> packs) {
        StringBuilder versions = new StringBuilder();
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (RulePack pack : packs) {
            if (!names.add(pack.name())) {
                throw new IllegalArgumentException("rule pack '" + pack.name() + "' is there twice; names are unique");
            }
            versions.append(versions.isEmpty() ? "" : "+")
                    .append(pack.name())
                    .append('@')
                    .append(pack.version());
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
        gate = new LiteralGate(rules);
        version = versions.isEmpty() ? "none" : versions.toString();
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
        @Nullable BitSet candidates = gate.candidates(text);
        if (candidates == null) {
            return List.of();
        }
        List<Rule> speaking = candidates.stream()
                .mapToObj(rules::get)
                .filter(rule -> speaks(rule, text))
                .toList();
        return speaking.isEmpty() ? List.of() : run(speaking, text);
    }

    private static boolean speaks(Rule rule, FoldedText text) {
        for (String language : rule.languages()) {
            if (text.speaks(language)) {
                return true;
            }
        }
        return false;
    }

    private List<Finding> run(List<Rule> candidates, FoldedText text) {
        MemoryIndex index = new MemoryIndex(true);
        index.addField(FoldedTokenStream.FIELD, new FoldedTokenStream(text, gate.aliases()));
        IndexSearcher searcher = index.createSearcher();
        searcher.setQueryCache(null);
        Map<Rule, List<Span>> matched = new LinkedHashMap<>();
        List<Finding> findings = new ArrayList<>();
        for (Rule rule : candidates) {
            try {
                List<Span> spans = spans(rule, searcher);
                if (!spans.isEmpty()) {
                    matched.put(rule, spans);
                }
            } catch (IOException | RuntimeException e) {
                findings.add(new Finding.Unavailable(
                        id(),
                        version,
                        Set.of(rule.category()),
                        "rule '" + rule.id() + "' failed: " + e.getClass().getSimpleName()));
            }
        }
        Map<String, Float> factors = GroupCaps.factors(matched.keySet(), caps);
        matched.forEach((rule, spans) -> findings.add(signal(rule, spans, factors)));
        return findings;
    }

    private Finding signal(Rule rule, List<Span> spans, Map<String, Float> factors) {
        float weight = rule.weight() * factors.getOrDefault(GroupCaps.key(rule), 1f);
        return new Finding.Signal(
                rule.category(), id(), version, rule.id(), new Finding.Score.Weight(weight), spans, rule.description());
    }

    /** Where a rule matches, in order and without overlaps of equal start; empty where it does not. */
    private static List<Span> spans(Rule rule, IndexSearcher searcher) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(rule.query()), ScoreMode.COMPLETE_NO_SCORES, 1);
        LeafReaderContext leaf = searcher.getIndexReader().leaves().getFirst();
        @Nullable Matches matches = weight.matches(leaf, 0);
        @Nullable MatchesIterator iterator = matches == null ? null : matches.getMatches(FoldedTokenStream.FIELD);
        if (iterator == null) {
            return List.of();
        }
        Set<Span> spans = new TreeSet<>(Comparator.comparingInt(Span::start).thenComparingInt(Span::end));
        while (iterator.next() && spans.size() < MAX_SPANS) {
            spans.add(new Span(iterator.startOffset(), iterator.endOffset()));
        }
        return List.copyOf(spans);
    }
}
