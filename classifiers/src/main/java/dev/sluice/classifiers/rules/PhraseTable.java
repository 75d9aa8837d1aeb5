package dev.sluice.classifiers.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of phrases by their keys, in one open-addressed table: a probe of primitives where there is none. */
final class PhraseTable {
    private static final int[] NONE = {};

    /** 0 where a slot is free. */
    private final long[] keys;

    private final int[] @Nullable [] phrases;

    PhraseTable(List<Phrase> all) {
        Map<Long, List<Integer>> byKey = new HashMap<>();
        for (int phrase = 0; phrase < all.size(); phrase++) {
            byKey.computeIfAbsent(nonZero(all.get(phrase).key()), key -> new ArrayList<>())
                    .add(phrase);
        }
        int size = Integer.highestOneBit(Math.max(16, byKey.size() * 2)) * 2;
        keys = new long[size];
        phrases = new int[size][];
        byKey.forEach((key, numbers) -> {
            int slot = slot(key);
            keys[slot] = key;
            phrases[slot] = numbers.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    /** The phrases that have this key. */
    int[] at(long key) {
        int slot = slot(nonZero(key));
        int @Nullable [] found = keys[slot] == 0 ? null : phrases[slot];
        return found == null ? NONE : found;
    }

    /** Where a key is, or else the free place for it. */
    private int slot(long key) {
        int slot = (int) (key * 0x9e3779b97f4a7c15L >>> 40) & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private static long nonZero(long key) {
        return key == 0 ? 1 : key;
    }
}
