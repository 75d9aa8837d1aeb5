package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * A word, phrase or proximity of a query. It is looked up by its two longest neighbouring words, or by its longest word
 * where its words may lie apart: two common words side by side are far rarer than either of them.
 */
final class Phrase {
    private final Query query;
    private final List<String> terms;
    private final long[] words;
    private final int[] offsets;
    private final int slop;
    private final int anchor;
    private final boolean pair;

    private Phrase(Query query, List<String> terms, int[] offsets, int slop) {
        this.query = query;
        this.terms = terms;
        this.words = terms.stream().mapToLong(Aliases::hash).toArray();
        this.offsets = offsets;
        this.slop = slop;
        int best = 0;
        boolean pairs = slop == 0 && terms.size() > 1 && offsets[terms.size() - 1] == terms.size() - 1;
        for (int i = 1; i < terms.size() - (pairs ? 1 : 0); i++) {
            best = length(i, pairs) > length(best, pairs) ? i : best;
        }
        anchor = best;
        pair = pairs;
    }

    /** The phrase of a query that is not made of others and has a word. */
    static Phrase of(Query query) {
        return switch (query) {
            case TermQuery term -> new Phrase(query, List.of(term.getTerm().text()), new int[1], 0);
            case PhraseQuery phrase ->
                new Phrase(
                        query,
                        Arrays.stream(phrase.getTerms()).map(Term::text).toList(),
                        phrase.getPositions(),
                        phrase.getSlop());
            default -> throw new IllegalArgumentException("no phrase: " + query.getClass());
        };
    }

    private int length(int i, boolean pairs) {
        return terms.get(i).length() + (pairs ? terms.get(i + 1).length() : 0);
    }

    /** The same for Lucene. */
    Query query() {
        return query;
    }

    /** Its words. */
    List<String> terms() {
        return terms;
    }

    /** Whether its words may lie apart, so that {@link #near} is necessary and not sufficient. */
    boolean loose() {
        return slop > 0;
    }

    /** What it is looked up by: {@link #key(long, long)} of two words, or the hash of one. */
    long key() {
        return pair ? key(words[anchor], words[anchor + 1]) : words[anchor];
    }

    /** What two neighbouring words are looked up by. */
    static long key(long first, long second) {
        long h = (first ^ Long.rotateLeft(second, 29)) * 0x9e3779b97f4a7c15L + second;
        return h ^ h >>> 32;
    }

    /** The token of its first word where a token is the one that it was looked up by and nothing lies apart. */
    int firstToken(int anchorToken) {
        return anchorToken - offsets[anchor];
    }

    /** The token of its last word where a token is the one that it was looked up by and nothing lies apart. */
    int lastToken(int anchorToken) {
        return firstToken(anchorToken) + offsets[offsets.length - 1];
    }

    /**
     * Whether every word is where it should be, give or take the slop.
     *
     * @param anchorToken the token that it was looked up by, the first of the two where they were two
     */
    boolean near(FoldedText text, Aliases aliases, int anchorToken) {
        for (int word = 0; word < words.length; word++) {
            int at = firstToken(anchorToken) + offsets[word];
            if (!within(text, aliases, words[word], Math.max(0, at - slop), Math.min(text.tokenCount - 1, at + slop))) {
                return false;
            }
        }
        return true;
    }

    private static boolean within(FoldedText text, Aliases aliases, long word, int from, int to) {
        for (int token = from; token <= to; token++) {
            if (aliases.hash(text, token) == word) {
                return true;
            }
        }
        return false;
    }
}
