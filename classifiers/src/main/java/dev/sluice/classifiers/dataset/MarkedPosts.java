package dev.sluice.classifiers.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.classifiers.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads posts in which people marked the harmful words: JSON lines with {@code text}, {@code spans} (pairs of code
 * points, the second exclusive; more elements are passed over) and {@code split}.
 */
public final class MarkedPosts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MarkedPosts() {}

    /**
     * A post with marks.
     *
     * @param text what was posted
     * @param spans what was marked; may be empty
     */
    public record MarkedPost(String text, List<Span> spans) {
        /** Copies the spans. */
        public MarkedPost {
            spans = List.copyOf(spans);
        }

        /** Prints lengths, never text. */
        @Override
        public String toString() {
            return "MarkedPost[" + text.length() + " characters, " + spans.size() + " spans]";
        }
    }

    /**
     * The posts of one split of a file; a name that ends in {@code .gz} is taken for gzip. A line without {@code text} is
     * passed over.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming file and line for a line that is not JSON, or a span that is none
     */
    public static List<MarkedPost> read(Path file, String split) throws IOException {
        List<MarkedPost> posts = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode node = parse(line, file.getFileName() + ":" + number);
                if (node.path("text").isTextual() && node.path("split").asText().equals(split)) {
                    posts.add(new MarkedPost(node.path("text").textValue(), spans(node.path("spans"))));
                }
            }
        }
        return posts;
    }

    private static JsonNode parse(String line, String where) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            // The cause would quote the line, and with it the post.
            throw new IllegalArgumentException(where + ": is not JSON");
        }
    }

    private static List<Span> spans(JsonNode pairs) {
        List<Span> spans = new ArrayList<>();
        pairs.forEach(
                pair -> spans.add(new Span(pair.path(0).asInt(), pair.path(1).asInt())));
        return spans;
    }
}
