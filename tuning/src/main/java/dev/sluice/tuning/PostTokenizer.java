package dev.sluice.tuning;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Turns posts into the encoder's token ids; long ones are cut off. */
final class PostTokenizer implements AutoCloseable {
    /** The most tokens of a post, marks of beginning and end included. */
    static final int MOST_TOKENS = 64;

    /** More characters than this many tokens can hold, nearly always: the tokenizer need not see the rest. */
    private static final int MOST_CHARACTERS = 1000;

    private static final int AT_ONCE = 256;

    private final HuggingFaceTokenizer tokenizer;

    PostTokenizer() throws IOException {
        try (InputStream in = E5.tokenizer()) {
            this.tokenizer = HuggingFaceTokenizer.newInstance(in, Map.of("padding", "false", "truncation", "false"));
        }
    }

    /** The ids of each text. */
    long[][] ids(List<Row> rows) {
        long[][] ids = new long[rows.size()][];
        for (int from = 0; from < ids.length; from += AT_ONCE) {
            int to = Math.min(ids.length, from + AT_ONCE);
            List<String> texts = rows.subList(from, to).stream()
                    .map(row -> E5.PREFIX + cut(row.text()))
                    .toList();
            Encoding[] encodings = tokenizer.batchEncode(texts);
            for (int i = from; i < to; i++) {
                ids[i] = cut(encodings[i - from].getIds());
            }
        }
        return ids;
    }

    private static String cut(String text) {
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }

    private static long[] cut(long[] ids) {
        if (ids.length <= MOST_TOKENS) {
            return ids;
        }
        long[] shorter = Arrays.copyOf(ids, MOST_TOKENS);
        shorter[MOST_TOKENS - 1] = ids[ids.length - 1];
        return shorter;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
