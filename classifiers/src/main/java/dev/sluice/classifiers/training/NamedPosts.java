package dev.sluice.classifiers.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Posts in which names of people are marked, as the name finder learns from them. */
final class NamedPosts {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The files of a data folder whose spans are names of people. */
    private static final List<String> FILES = List.of("btc_person_ner", "wnut17_person_ner");

    private NamedPosts() {}

    /**
     * A post.
     *
     * @param text the post
     * @param names code-point ranges of its names
     */
    record Named(String text, List<int[]> names) {}

    /**
     * The posts of one split, in the order of the files; none where the folder has no such files.
     *
     * @throws IOException if a file cannot be read
     */
    static List<Named> read(Path dataDir, String split) throws IOException {
        List<Named> posts = new ArrayList<>();
        for (String name : FILES) {
            Path file = dataDir.resolve("train").resolve(name + ".jsonl.gz");
            if (Files.exists(file)) {
                read(file, split, posts);
            }
        }
        return posts;
    }

    private static void read(Path file, String split, List<Named> posts) throws IOException {
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (node.path("split").asText().equals(split)) {
                    posts.add(named(node));
                }
            }
        }
    }

    /** Accounts are no names here, though one of the sources marks them: an "@" tells them without a model. */
    private static Named named(JsonNode node) {
        String text = node.path("text").asText();
        List<int[]> names = new ArrayList<>();
        for (JsonNode span : node.path("spans")) {
            int start = span.get(0).asInt();
            int unit = text.offsetByCodePoints(0, start);
            boolean account = text.charAt(unit) == '@'
                    || text.substring(0, unit).stripTrailing().endsWith("@");
            if (!account) {
                names.add(new int[] {start, span.get(1).asInt()});
            }
        }
        return new Named(text, names);
    }
}
