package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.MalformedDataException;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * Compiles the queries of rules: Lucene's classic syntax, kept to words, phrases, {@code ~slop}, AND, OR, NOT and
 * parentheses, whose cost is bounded by the text. Words are folded as posts are.
 */
final class QueryCompiler {
    private static final String ALLOWED = "allowed: words, \"phrases\", \"phrases\"~slop, AND, OR, NOT and ( )";
    private static final int MAX_SLOP = 50;

    private QueryCompiler() {}

    static Query compile(YamlNode node) throws MalformedDataException {
        String text = node.text("query");
        QueryParser parser = new QueryParser(FoldedTokenStream.FIELD, new FoldingAnalyzer());
        parser.setSplitOnWhitespace(true);
        parser.setAutoGeneratePhraseQueries(true);
        Query query;
        try {
            query = parser.parse(text);
        } catch (ParseException e) {
            String problem = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw node.error("query cannot be parsed: " + problem + "; " + ALLOWED);
        }
        check(node, query);
        if (!canMatch(query)) {
            throw node.error("query has nothing that must be in the text: a word or phrase outside of NOT is needed");
        }
        return query;
    }

    private static void check(YamlNode node, Query query) throws MalformedDataException {
        switch (query) {
            case TermQuery term -> field(node, term.getTerm().field());
            case PhraseQuery phrase -> {
                if (phrase.getTerms().length == 0) {
                    throw node.error("query holds a phrase without words");
                }
                field(node, phrase.getField());
                if (phrase.getSlop() > MAX_SLOP) {
                    throw node.error("slop " + phrase.getSlop() + " is too wide; allowed: up to " + MAX_SLOP);
                }
            }
            case BooleanQuery all -> {
                for (BooleanClause clause : all) {
                    check(node, clause.query());
                }
            }
            default -> throw node.error("query uses " + query.getClass().getSimpleName() + "; " + ALLOWED);
        }
    }

    /** Whether anything matches it: Lucene gives NOT alone, wherever it stands, no meaning. */
    private static boolean canMatch(Query query) {
        if (!(query instanceof BooleanQuery clauses)) {
            return true;
        }
        boolean wanted = false;
        for (BooleanClause clause : clauses) {
            boolean can = !clause.isProhibited() && canMatch(clause.query());
            if (clause.isRequired() && !can) {
                return false;
            }
            wanted |= can;
        }
        return wanted;
    }

    private static void field(YamlNode node, String field) throws MalformedDataException {
        if (!field.equals(FoldedTokenStream.FIELD)) {
            throw node.error("query names a field '" + field + "'; " + ALLOWED + ", without a colon");
        }
    }
}
