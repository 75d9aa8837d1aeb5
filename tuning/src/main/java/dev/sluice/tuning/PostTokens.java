package dev.sluice.tuning;

import dev.sluice.classifiers.transformer.TextEncoder;
import java.util.Arrays;
import java.util.List;

/** Turns posts into the encoder's token ids, by the code that does so in use; long ones are cut off. */
final class PostTokens {
    /** The most tokens of a post, marks of beginning and end included. */
    static final int MOST = 64;

    private PostTokens() {}

    /** The ids of each text. */
    static long[][] ids(List<Row> rows) {
        TextEncoder encoder = TextEncoder.shipped();
        return rows.stream()
                .map(row -> Arrays.stream(encoder.beginning(row.text(), MOST))
                        .asLongStream()
                        .toArray())
                .toArray(long[][]::new);
    }
}
