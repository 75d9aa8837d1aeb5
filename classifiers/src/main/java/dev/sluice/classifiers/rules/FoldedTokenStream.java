package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.jspecify.annotations.Nullable;

/** A folded text as Lucene reads it; offsets are code points of the original. */
final class FoldedTokenStream extends TokenStream {
    /** The only field that rules have. */
    static final String FIELD = "text";

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final FoldedText text;
    private final Aliases aliases;
    private int token;

    /**
     * Reads a text.
     *
     * @param aliases words of rules that tokens stand for
     */
    FoldedTokenStream(FoldedText text, Aliases aliases) {
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
        @Nullable String alias = aliases.word(text, token);
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
