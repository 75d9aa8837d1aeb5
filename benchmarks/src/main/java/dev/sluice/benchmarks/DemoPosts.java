package dev.sluice.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The texts of the demo community, those beyond a thousand characters left out: one of them would be half of all work. */
final class DemoPosts {
    private static final int LONGEST = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private DemoPosts() {}

    /** The policies that ship with the project: {@code sluice.home} names the project's folder, else the current one. */
    static Path policies() {
        return Path.of(System.getProperty("sluice.home", ".")).resolve("policies");
    }

    static List<String> texts() {
        try {
            return Files.readAllLines(policies().resolve("demo/posts.jsonl")).stream()
                    .map(DemoPosts::text)
                    .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String line) {
        try {
            JsonNode text = JSON.readTree(line).path("text");
            return text.asText("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
