package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.memory.MemoryIndex;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/** Asks Lucene where words are near each other, in one text; the text is indexed in memory, once. */
final class Proximity {
    private final IndexSearcher searcher;

    Proximity(FoldedText text, Aliases aliases) {
        MemoryIndex index = new MemoryIndex(true);
        index.addField(FoldedTokenStream.FIELD, new FoldedTokenStream(text, aliases));
        searcher = index.createSearcher();
        searcher.setQueryCache(null);
    }

    /** Where a query matches; empty where it does not. */
    List<Span> spans(Query query, int most) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        LeafReaderContext leaf = searcher.getIndexReader().leaves().getFirst();
        @Nullable Matches matches = weight.matches(leaf, 0);
        @Nullable MatchesIterator iterator = matches == null ? null : matches.getMatches(FoldedTokenStream.FIELD);
        List<Span> spans = new ArrayList<>();
        while (iterator != null && spans.size() < most && iterator.next()) {
            spans.add(new Span(iterator.startOffset(), iterator.endOffset()));
        }
        return spans;
    }
}
