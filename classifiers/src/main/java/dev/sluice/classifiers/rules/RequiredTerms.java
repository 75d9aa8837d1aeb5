package dev.sluice.classifiers.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What must be in a text for a query to match it: a list of sets, of each of which one word at least must be there. It is
 * necessary, not sufficient; a query without it, such as one of NOT alone, would have to run on every post.
 */
final class RequiredTerms {
    /** Sets by how seldom they should be seen: those whose shortest word is longest first, then the smallest. */
    private static final Comparator<Set<String>> RAREST_FIRST = Comparator.<Set<String>>comparingInt(
                    RequiredTerms::shortest)
            .reversed()
            .thenComparingInt(Set::size);

    private RequiredTerms() {}

    /** The sets, the one likely to be rarest first; empty where nothing is required. */
    static List<Set<String>> of(Query query) {
        List<Set<String>> sets = new ArrayList<>(
                switch (query) {
                    case TermQuery term -> List.of(Set.of(term.getTerm().text()));
                    case PhraseQuery phrase -> phrase(phrase);
                    case BooleanQuery all -> all(all);
                    default -> List.of();
                });
        sets.sort(RAREST_FIRST);
        return sets;
    }

    /** All words of a query that can make it match. */
    static Set<String> words(Query query) {
        Set<String> words = new HashSet<>();
        switch (query) {
            case TermQuery term -> words.add(term.getTerm().text());
            case PhraseQuery phrase -> phrase(phrase).forEach(words::addAll);
            case BooleanQuery all -> all.forEach(clause -> words.addAll(words(clause.query())));
            default -> {}
        }
        return words;
    }

    private static List<Set<String>> phrase(PhraseQuery phrase) {
        List<Set<String>> sets = new ArrayList<>();
        for (Term term : phrase.getTerms()) {
            sets.add(Set.of(term.text()));
        }
        return sets;
    }

    private static List<Set<String>> all(BooleanQuery query) {
        List<Set<String>> required = new ArrayList<>();
        Set<String> oneOf = new HashSet<>();
        boolean oneOfComplete = true;
        for (BooleanClause clause : query) {
            List<Set<String>> inner = clause.isProhibited() ? List.of() : of(clause.query());
            if (clause.isRequired()) {
                required.addAll(inner);
            } else if (!clause.isProhibited()) {
                oneOfComplete &= !inner.isEmpty();
                oneOf.addAll(inner.isEmpty() ? Set.of() : inner.getFirst());
            }
        }
        boolean hasMust = query.clauses().stream().anyMatch(BooleanClause::isRequired);
        if (!hasMust && oneOfComplete && !oneOf.isEmpty()) {
            required.add(oneOf);
        }
        return required;
    }

    private static int shortest(Set<String> words) {
        return words.stream().mapToInt(String::length).min().orElse(0);
    }
}
