package dev.sluice.classifiers.transformer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The word pieces that a model knows, and how text is normalised before it is cut into them: the WordPiece part of a
 * Hugging Face {@code tokenizer.json} with BERT's normaliser. Immutable.
 */
public final class Vocabulary {
    private static final int MOST_PIECES = 1_000_000;
    private static final String CONTINUED = "##";
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Integer> starting;
    private final Map<String, Integer> continuing;
    private final int longest;
    private final boolean lowerCase;
    private final boolean stripAccents;
    private final int longestWord;
    private final Special special;

    /** Ids of the pieces that stand for no text. */
    record Special(int unknown, int first, int last, int mask, int padding) {}

    private Vocabulary(
            Map<String, Integer> ids, boolean lowerCase, boolean stripAccents, int longestWord, Special special) {
        starting = new HashMap<>(ids.size() * 2);
        continuing = new HashMap<>(ids.size());
        int length = 1;
        for (Map.Entry<String, Integer> entry : ids.entrySet()) {
            String piece = entry.getKey();
            boolean continued = piece.startsWith(CONTINUED) && piece.length() > CONTINUED.length();
            String text = continued ? piece.substring(CONTINUED.length()) : piece;
            (continued ? continuing : starting).put(text, entry.getValue());
            length = Math.max(length, text.length());
        }
        this.longest = length;
        this.lowerCase = lowerCase;
        this.stripAccents = stripAccents;
        this.longestWord = longestWord;
        this.special = special;
    }

    /**
     * The vocabulary in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it or not supported
     */
    public static Vocabulary read(String name, byte[] tokenizerJson) {
        JsonNode root;
        try {
            root = JSON.readTree(tokenizerJson);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": is not JSON", e);
        }
        JsonNode model = root.path("model");
        JsonNode normalizer = root.path("normalizer");
        expect(name, "model.type", model.path("type").asText("WordPiece"), "WordPiece");
        expect(
                name,
                "model.continuing_subword_prefix",
                model.path("continuing_subword_prefix").asText(CONTINUED),
                CONTINUED);
        expect(name, "normalizer.type", normalizer.path("type").asText(), "BertNormalizer");
        expect(name, "normalizer.clean_text", normalizer.path("clean_text").asText("true"), "true");
        expect(
                name,
                "normalizer.handle_chinese_chars",
                normalizer.path("handle_chinese_chars").asText("true"),
                "true");
        expect(
                name,
                "pre_tokenizer.type",
                root.path("pre_tokenizer").path("type").asText(),
                "BertPreTokenizer");
        Map<String, Integer> ids = ids(name, model.path("vocab"));
        Special special = new Special(
                id(name, ids, model.path("unk_token").asText("[UNK]")),
                id(name, ids, "[CLS]"),
                id(name, ids, "[SEP]"),
                id(name, ids, "[MASK]"),
                id(name, ids, "[PAD]"));
        boolean lowerCase = normalizer.path("lowercase").asBoolean(true);
        JsonNode accents = normalizer.path("strip_accents");
        return new Vocabulary(
                ids,
                lowerCase,
                accents.isBoolean() ? accents.asBoolean() : lowerCase,
                model.path("max_input_chars_per_word").asInt(100),
                special);
    }

    private static void expect(String name, String key, String found, String expected) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(
                    name + ": " + key + " is '" + found + "'; supported: '" + expected + "'");
        }
    }

    private static Map<String, Integer> ids(String name, JsonNode vocab) {
        if (!vocab.isObject() || vocab.isEmpty() || vocab.size() > MOST_PIECES) {
            throw new IllegalArgumentException(
                    name + ": model.vocab has " + vocab.size() + " pieces; allowed: 1 to " + MOST_PIECES);
        }
        Map<String, Integer> ids = new HashMap<>(vocab.size() * 2);
        for (Map.Entry<String, JsonNode> entry : vocab.properties()) {
            if (!entry.getValue().isInt() || entry.getValue().asInt() < 0) {
                throw new IllegalArgumentException(
                        name + ": model.vocab has an id that is no number from 0: '" + entry.getValue() + "'");
            }
            ids.put(entry.getKey(), entry.getValue().asInt());
        }
        return ids;
    }

    private static int id(String name, Map<String, Integer> ids, String piece) {
        Integer id = ids.get(piece);
        if (id == null) {
            throw new IllegalArgumentException(name + ": model.vocab has no '" + piece + "'");
        }
        return id;
    }

    /** Id of a piece that begins a word, or continues one; -1 where there is none. */
    int id(String piece, boolean continued) {
        return (continued ? continuing : starting).getOrDefault(piece, -1);
    }

    /** Length of the longest piece in UTF-16 units. */
    int longest() {
        return longest;
    }

    /** Words with more code points are one unknown piece. */
    int longestWord() {
        return longestWord;
    }

    boolean lowerCase() {
        return lowerCase;
    }

    boolean stripAccents() {
        return stripAccents;
    }

    Special special() {
        return special;
    }
}
