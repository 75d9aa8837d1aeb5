package dev.sluice.classifiers.language;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Frequent words of the languages that most posts are in, by token hash; a word of several languages counts for each. */
final class StopWords {
    /** So many tokens tell enough. */
    static final int PREFIX = 40;

    private static final String RESOURCE = "stopwords.tsv";

    private final List<String> languages = new ArrayList<>();
    private final long[] keys;
    private final int[] masks;

    private StopWords(Map<Long, Integer> words, List<String> languages) {
        this.languages.addAll(languages);
        int size = Integer.highestOneBit(words.size() * 2) * 2;
        keys = new long[size];
        masks = new int[size];
        words.forEach((hash, mask) -> {
            int slot = slot(hash);
            keys[slot] = hash;
            masks[slot] = mask;
        });
    }

    /** Reads the words that are part of this package. */
    static StopWords load() {
        Folder folder = new Folder();
        List<String> languages = new ArrayList<>();
        Map<Long, Integer> words = new HashMap<>();
        try (InputStream in = StopWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split("\t", 2);
                    int bit = 1 << languages.size();
                    languages.add(columns[0]);
                    for (String word : columns[1].split(" ", -1)) {
                        for (long hash : folder.hashes(word)) {
                            words.merge(hash, bit, (a, b) -> a | b);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
        return new StopWords(words, languages);
    }

    int languages() {
        return languages.size();
    }

    String language(int index) {
        return languages.get(index);
    }

    /** Adds up, for each language, its share of every frequent word among the first tokens. */
    void score(FoldedText text, float[] scores) {
        int tokens = Math.min(text.tokenCount, PREFIX);
        for (int token = 0; token < tokens; token++) {
            int mask = masks[slot(text.tokenHashes[token])];
            float share = mask == 0 ? 0 : 1f / Integer.bitCount(mask);
            while (mask != 0) {
                scores[Integer.numberOfTrailingZeros(mask)] += share;
                mask &= mask - 1;
            }
        }
    }

    private int slot(long hash) {
        int slot = (int) (hash * 0x9e3779b97f4a7c15L >>> 40) & keys.length - 1;
        while (masks[slot] != 0 && keys[slot] != hash) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
