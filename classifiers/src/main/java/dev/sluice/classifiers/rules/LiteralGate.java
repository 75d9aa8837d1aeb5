package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells which rules can match a text at all, from token hashes alone: one probe a token of a small table, and for the
 * rules so named a look for everything else that they need.
 */
final class LiteralGate {
    private static final int[] NO_RULES = {};

    private final long[] keys;
    private final int[] @Nullable [] rules;
    private final long[][][] required;
    private final Map<Long, String> aliases = new HashMap<>();

    LiteralGate(List<Rule> ruleList) {
        Map<Long, List<Integer>> byLiteral = new HashMap<>();
        required = new long[ruleList.size()][][];
        for (int rule = 0; rule < ruleList.size(); rule++) {
            List<Set<String>> terms = RequiredTerms.of(ruleList.get(rule).query());
            required[rule] = terms.stream().map(LiteralGate::hashes).toArray(long[][]::new);
            for (long literal : required[rule][0]) {
                byLiteral.computeIfAbsent(literal, key -> new ArrayList<>()).add(rule);
            }
            RequiredTerms.words(ruleList.get(rule).query()).forEach(this::alias);
        }
        int size = Integer.highestOneBit(Math.max(16, byLiteral.size() * 3)) * 2;
        keys = new long[size];
        rules = new int[size][];
        byLiteral.forEach((literal, list) -> {
            int slot = slot(literal);
            keys[slot] = literal;
            rules[slot] = list.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    /** Words of rules by the second hashes that tokens may have. */
    Map<Long, String> aliases() {
        return aliases;
    }

    /** The rules that can match, as a set of their indexes; null where there is none. */
    @Nullable
    BitSet candidates(FoldedText text) {
        @Nullable BitSet tried = null;
        @Nullable BitSet candidates = null;
        for (int token = 0; token < text.tokenCount; token++) {
            for (int rule : rulesAt(hash(text, token))) {
                if (tried == null || candidates == null) {
                    tried = new BitSet();
                    candidates = new BitSet();
                }
                if (!tried.get(rule)) {
                    tried.set(rule);
                    candidates.set(rule, complete(text, rule));
                }
            }
        }
        return candidates;
    }

    private boolean complete(FoldedText text, int rule) {
        for (long[] oneOf : required[rule]) {
            if (!contains(text, oneOf)) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(FoldedText text, long[] oneOf) {
        for (int token = 0; token < text.tokenCount; token++) {
            long hash = hash(text, token);
            for (long wanted : oneOf) {
                if (hash == wanted) {
                    return true;
                }
            }
        }
        return false;
    }

    private long hash(FoldedText text, int token) {
        long second = text.tokenAltHashes[token];
        @Nullable String alias = second == 0 ? null : aliases.get(second);
        return alias == null ? text.tokenHashes[token] : hash(alias);
    }

    private int[] rulesAt(long literal) {
        int slot = slot(literal);
        int @Nullable [] found = rules[slot];
        return found == null ? NO_RULES : found;
    }

    /** Where a literal is, or else the free place for it. */
    private int slot(long literal) {
        int slot = (int) (literal * 0x9e3779b97f4a7c15L >>> 40) & keys.length - 1;
        while (rules[slot] != null && keys[slot] != literal) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }

    private void alias(String word) {
        char[] chars = word.toCharArray();
        aliases.putIfAbsent(Folder.squeezedHash(chars, 0, chars.length), word);
        aliases.putIfAbsent(hash(word), word);
    }

    private static long hash(String word) {
        return Folder.hash(word.toCharArray(), 0, word.length());
    }

    private static long[] hashes(Set<String> words) {
        return words.stream().mapToLong(LiteralGate::hash).toArray();
    }
}
