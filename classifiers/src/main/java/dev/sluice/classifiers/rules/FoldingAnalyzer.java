package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Folds the words of queries as posts are folded. Used when rules are compiled, never on posts. */
final class FoldingAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new FoldingTokenizer());
    }

    private static final class FoldingTokenizer extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final Folder folder = new Folder();
        private FoldedText text = folder.fold("");
        private int token;

        @Override
        public void reset() throws IOException {
            super.reset();
            StringWriter all = new StringWriter();
            input.transferTo(all);
            text = folder.fold(all.toString());
            token = 0;
        }

        @Override
        public boolean incrementToken() {
            if (token == text.tokenCount) {
                return false;
            }
            clearAttributes();
            int start = text.tokenStarts[token];
            term.copyBuffer(text.chars, start, text.tokenEnds[token] - start);
            token++;
            return true;
        }
    }
}
