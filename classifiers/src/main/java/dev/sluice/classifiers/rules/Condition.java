package dev.sluice.classifiers.rules;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;

/**
 * The logic of a query over sets of phrases: the phrases that one OR joins are one set, so that an OR of a hundred
 * phrases costs a look at one bit. It means what Lucene's {@link BooleanQuery} means.
 */
sealed interface Condition {
    /** Whether it holds where these sets have a phrase in the text. */
    boolean holds(BitSet seen);

    /** Adds the sets whose phrases are why it holds. */
    void reasons(BitSet seen, BitSet into);

    /** One phrase of a set at least is in the text. */
    record AnyOf(int set) implements Condition {
        @Override
        public boolean holds(BitSet seen) {
            return seen.get(set);
        }

        @Override
        public void reasons(BitSet seen, BitSet into) {
            into.set(set);
        }
    }

    /** All of some, none of others, and one of the rest where all that is asked for is one of the rest. */
    record Clauses(List<Condition> all, List<Condition> oneOf, List<Condition> none) implements Condition {
        @Override
        public boolean holds(BitSet seen) {
            for (Condition condition : none) {
                if (condition.holds(seen)) {
                    return false;
                }
            }
            for (Condition condition : all) {
                if (!condition.holds(seen)) {
                    return false;
                }
            }
            for (Condition condition : oneOf) {
                if (condition.holds(seen)) {
                    return true;
                }
            }
            return !all.isEmpty();
        }

        @Override
        public void reasons(BitSet seen, BitSet into) {
            for (Condition condition : all) {
                condition.reasons(seen, into);
            }
            for (Condition condition : oneOf) {
                if (condition.holds(seen)) {
                    condition.reasons(seen, into);
                }
            }
        }
    }

    /**
     * The condition of a query.
     *
     * @param sets gives a list of queries without parts, of which one must match, the number of its set
     */
    static Condition of(Query query, ToIntFunction<List<Query>> sets) {
        if (!(query instanceof BooleanQuery clauses)) {
            return new AnyOf(sets.applyAsInt(List.of(query)));
        }
        List<Condition> all = new ArrayList<>();
        List<Query> oneOf = new ArrayList<>();
        List<Query> none = new ArrayList<>();
        for (BooleanClause clause : clauses) {
            if (clause.isRequired()) {
                all.add(of(clause.query(), sets));
            } else {
                (clause.isProhibited() ? none : oneOf).add(clause.query());
            }
        }
        return new Clauses(all, anyOf(oneOf, sets), anyOf(none, sets));
    }

    private static List<Condition> anyOf(List<Query> queries, ToIntFunction<List<Query>> sets) {
        List<Condition> conditions = new ArrayList<>();
        List<Query> phrases = new ArrayList<>();
        for (Query query : queries) {
            if (query instanceof BooleanQuery) {
                conditions.add(of(query, sets));
            } else {
                phrases.add(query);
            }
        }
        if (!phrases.isEmpty()) {
            conditions.add(new AnyOf(sets.applyAsInt(phrases)));
        }
        return conditions;
    }
}
