package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rules match a text, and where. All rules share one table of phrases, which costs two probes a token
 * however many rules there are and however common their words; a rule is looked at only when one of its phrases is in
 * the text, and Lucene is asked only where words are near each other that a rule allows to lie apart.
 */
final class RuleMatcher {
    /** By where they begin, then by where they end. */
    static final Comparator<Span> IN_ORDER =
            Comparator.comparingInt(Span::start).thenComparingInt(Span::end);

    private final List<Rule> rules;
    private final int mostSpans;
    private final Aliases aliases = new Aliases();
    private final List<Phrase> phrases = new ArrayList<>();
    /** For each phrase, the sets that it is in. */
    private final int[][] setsOf;
    /** For each set, the rule that asks for it. */
    private final int[] ruleOf;

    private final List<Condition> conditions = new ArrayList<>();
    private final PhraseTable table;

    /**
     * What a rule says about a text.
     *
     * @param spans where it matches, in order and without doubles; empty where it failed
     * @param failure why it could not be run, or null where it matches
     */
    record Match(Rule rule, List<Span> spans, @Nullable Exception failure) {}

    /**
     * Compiles rules.
     *
     * @param mostSpans a match has at most so many spans
     */
    RuleMatcher(List<Rule> rules, int mostSpans) {
        this.rules = List.copyOf(rules);
        this.mostSpans = mostSpans;
        Map<Query, Integer> numbers = new HashMap<>();
        List<Integer> askers = new ArrayList<>();
        List<List<Integer>> members = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            int number = rule;
            conditions.add(Condition.of(rules.get(rule).query(), queries -> {
                int set = askers.size();
                askers.add(number);
                for (Query query : queries) {
                    int phrase = numbers.computeIfAbsent(query, this::phrase);
                    while (members.size() < phrases.size()) {
                        members.add(new ArrayList<>(1));
                    }
                    members.get(phrase).add(set);
                }
                return set;
            }));
        }
        ruleOf = askers.stream().mapToInt(Integer::intValue).toArray();
        setsOf = members.stream()
                .map(sets -> sets.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        table = new PhraseTable(phrases);
    }

    private int phrase(Query query) {
        Phrase phrase = Phrase.of(query);
        phrase.terms().forEach(aliases::add);
        phrases.add(phrase);
        return phrases.size() - 1;
    }

    /** The rules that match, and those that could not be run, in the order of the rules. */
    List<Match> match(FoldedText text) {
        @Nullable Occurrences found = scan(text);
        if (found == null) {
            return List.of();
        }
        if (!found.near.isEmpty()) {
            confirm(found, text);
        }
        BitSet touched = touched(found);
        List<Match> matches = List.of();
        for (int number = touched.nextSetBit(0); number >= 0; number = touched.nextSetBit(number + 1)) {
            @Nullable Match match = match(found, number, text);
            if (match != null) {
                matches = matches.isEmpty() ? new ArrayList<>() : matches;
                matches.add(match);
            }
        }
        return matches;
    }

    private BitSet touched(Occurrences found) {
        BitSet touched = new BitSet(rules.size());
        for (int set = found.seen.nextSetBit(0); set >= 0; set = found.seen.nextSetBit(set + 1)) {
            touched.set(ruleOf[set]);
        }
        for (int set : found.failures.keySet()) {
            touched.set(ruleOf[set]);
        }
        return touched;
    }

    private @Nullable Match match(Occurrences found, int number, FoldedText text) {
        Rule rule = rules.get(number);
        if (!speaks(rule, text)) {
            return null;
        }
        @Nullable Exception failure = failure(found, number);
        if (failure != null) {
            return new Match(rule, List.of(), failure);
        }
        boolean holds = conditions.get(number).holds(found.seen);
        return holds ? new Match(rule, spans(found, number, text), null) : null;
    }

    private @Nullable Occurrences scan(FoldedText text) {
        @Nullable Occurrences found = null;
        int last = text.tokenCount - 1;
        long next = last < 0 ? 0 : aliases.hash(text, 0);
        for (int token = 0; token <= last; token++) {
            long word = next;
            found = collect(found, table.at(word), text, token);
            if (token < last) {
                next = aliases.hash(text, token + 1);
                found = collect(found, table.at(Phrase.key(word, next)), text, token);
            }
        }
        return found;
    }

    private @Nullable Occurrences collect(@Nullable Occurrences before, int[] numbers, FoldedText text, int token) {
        @Nullable Occurrences found = before;
        for (int number : numbers) {
            Phrase phrase = phrases.get(number);
            if (!phrase.near(text, aliases, token)) {
                continue;
            }
            found = found == null ? new Occurrences(ruleOf.length) : found;
            if (phrase.loose()) {
                found.near.set(number);
            } else {
                found.add(number, token);
                for (int set : setsOf[number]) {
                    found.seen.set(set);
                }
            }
        }
        return found;
    }

    private void confirm(Occurrences found, FoldedText text) {
        Proximity proximity = new Proximity(text, aliases);
        found.near.stream().forEach(number -> {
            try {
                List<Span> spans = proximity.spans(phrases.get(number).query(), mostSpans);
                if (!spans.isEmpty()) {
                    found.place(number, spans);
                    for (int set : setsOf[number]) {
                        found.seen.set(set);
                    }
                }
            } catch (IOException | RuntimeException e) {
                for (int set : setsOf[number]) {
                    found.fail(set, e);
                }
            }
        });
    }

    private static boolean speaks(Rule rule, FoldedText text) {
        for (String language : rule.languages()) {
            if (text.speaks(language)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Exception failure(Occurrences found, int rule) {
        for (Map.Entry<Integer, Exception> failure : found.failures.entrySet()) {
            if (ruleOf[failure.getKey()] == rule) {
                return failure.getValue();
            }
        }
        return null;
    }

    private List<Span> spans(Occurrences found, int rule, FoldedText text) {
        BitSet reasons = new BitSet();
        conditions.get(rule).reasons(found.seen, reasons);
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int number = found.phrase(i);
            if (isReason(number, reasons)) {
                Phrase phrase = phrases.get(number);
                int token = found.token(i);
                spans.add(text.tokenSpan(phrase.firstToken(token), phrase.lastToken(token)));
            }
        }
        found.loose.forEach((number, where) -> {
            if (isReason(number, reasons)) {
                spans.addAll(where);
            }
        });
        return spans.size() < 2
                ? spans
                : spans.stream().sorted(IN_ORDER).distinct().limit(mostSpans).toList();
    }

    private boolean isReason(int phrase, BitSet reasons) {
        for (int set : setsOf[phrase]) {
            if (reasons.get(set)) {
                return true;
            }
        }
        return false;
    }
}
