package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static final int[] TOKENS = {5, 3, 5, 5, 3, 9, 5, 5};

    @Test
    void postsOfABatchHaveTheSameLength() {
        for (int[] batch : Batches.of(TOKENS, 3, new Random(1))) {
            assertThat(Arrays.stream(batch).map(post -> TOKENS[post]).distinct().count())
                    .isEqualTo(1);
            assertThat(batch.length).isBetween(1, 3);
        }
    }

    @Test
    void everyPostIsInOneBatch() {
        int[] posts = Batches.of(TOKENS, 3, new Random(1)).stream()
                .flatMapToInt(Arrays::stream)
                .sorted()
                .toArray();
        assertThat(posts).containsExactly(IntStream.range(0, TOKENS.length).toArray());
    }

    @Test
    void sameSeedGivesSameBatches() {
        List<int[]> once = Batches.of(TOKENS, 2, new Random(7));
        List<int[]> again = Batches.of(TOKENS, 2, new Random(7));
        assertThat(once.toArray(int[][]::new)).isDeepEqualTo(again.toArray(int[][]::new));
    }
}
