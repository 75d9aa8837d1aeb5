package dev.sluice.classifiers.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.classifiers.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads files of labelled posts: one JSON object a line with {@code text} and {@code labels} ({@code {"hate": 1,
 * "abuse":
 * null}}: 0, 1, true, false, or null where not annotated), optionally {@code id}, {@code source}, {@code split}, {@code
 * language} or {@code lang}, {@code kind} or {@code functionality}, {@code pair}, {@code target} (a string or a
 * list). Other fields are
 * passed over; a label that is no category is an error.
 */
public final class LabelledPosts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelledPosts() {}

    /**
     * Hands every post of a file to a consumer, in order. A name that ends in {@code .gz} is taken for gzip.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and line for a line that is no labelled post
     */
    public static void read(Path file, Consumer<LabelledPost> consumer) throws IOException {
        try (InputStream bytes = open(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    consumer.accept(parse(line, file.getFileName() + ":" + number));
                }
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = Files.newInputStream(file);
        if (!file.toString().endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private static LabelledPost parse(String line, String where) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // The cause would quote the line, and with it the post.
            throw new IllegalArgumentException(where + ": is not JSON");
        }
        JsonNode text = node.path("text");
        if (!text.isTextual()) {
            throw new IllegalArgumentException(where + ": field 'text' is missing or no string");
        }
        String language = string(node, "language");
        String kind = string(node, "kind");
        return new LabelledPost(
                orEmpty(string(node, "id")),
                text.textValue(),
                labels(node.path("labels"), where),
                orEmpty(string(node, "source")),
                orEmpty(string(node, "split")),
                language == null ? string(node, "lang") : language,
                kind == null ? string(node, "functionality") : kind,
                string(node, "pair"),
                targets(node.path("target")));
    }

    private static Map<Category, Boolean> labels(JsonNode node, String where) {
        Map<Category, Boolean> labels = new EnumMap<>(Category.class);
        node.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                return;
            }
            boolean known = value.isBoolean() || (value.isNumber() && (value.asDouble() == 0 || value.asDouble() == 1));
            if (!known) {
                throw new IllegalArgumentException(
                        where + ": label '" + entry.getKey() + "' is " + value + "; allowed: 0, 1, true, false, null");
            }
            labels.put(category(entry.getKey(), where), value.isBoolean() ? value.booleanValue() : value.asInt() == 1);
        });
        return labels;
    }

    private static Category category(String id, String where) {
        try {
            return Category.of(id);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static List<String> targets(JsonNode node) {
        List<String> targets = new ArrayList<>();
        if (node.isTextual()) {
            targets.add(node.textValue());
        } else {
            node.forEach(target -> targets.add(target.asText()));
        }
        return targets;
    }

    private static @Nullable String string(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
