package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** A folded text as Lucene reads it; offsets are code points of the original. */
final class FoldedTokenStream extends TokenStream {
    /** The only field that rules have. */
    static final String FIELD = "text";

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final FoldedText text;
    private final Map<Long, String> aliases;
    private int token;

    /**
     * Reads a text.
     *
     * @param aliases words of rules by the second hash of tokens that mean them, for drawn-out spellings
     */
    FoldedTokenStream(FoldedText text, Map<Long, String> aliases) {
        this.text = text;
        this.aliases = aliases;
    }

    @Override
    public boolean incrementToken() {
        if (token == text.tokenCount) {
            return false;
        }
        clearAttributes();
        int start = text.tokenStarts[token];
        int end = text.tokenEnds[token];
        String alias = text.tokenAltHashes[token] == 0 ? null : aliases.get(text.tokenAltHashes[token]);
        if (alias == null) {
            term.copyBuffer(text.chars, start, end - start);
        } else {
            term.append(alias);
        }
        offset.setOffset(text.starts[start], text.ends[end - 1]);
        token++;
        return true;
    }

    @Override
    public void reset() {
        token = 0;
    }
}
