package dev.sluice.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Divides posts into batches of the same number of tokens: nothing is padded, so nothing need be masked. */
final class Batches {
    private Batches() {}

    /**
     * The batches.
     *
     * @param tokens for each post how many tokens it has
     * @param size the most posts of a batch
     * @param random shuffles posts and batches; null leaves them in order
     * @return for each batch the indexes of its posts
     */
    static List<int[]> of(int[] tokens, int size, @Nullable Random random) {
        Map<Integer, List<Integer>> byLength = new TreeMap<>();
        for (int i = 0; i < tokens.length; i++) {
            byLength.computeIfAbsent(tokens[i], length -> new ArrayList<>()).add(i);
        }
        List<int[]> batches = new ArrayList<>();
        for (List<Integer> same : byLength.values()) {
            if (random != null) {
                Collections.shuffle(same, random);
            }
            int[] indexes = same.stream().mapToInt(Integer::intValue).toArray();
            for (int from = 0; from < indexes.length; from += size) {
                batches.add(Arrays.copyOfRange(indexes, from, Math.min(indexes.length, from + size)));
            }
        }
        if (random != null) {
            Collections.shuffle(batches, random);
        }
        return batches;
    }
}
