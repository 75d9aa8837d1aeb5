package dev.sluice.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.classifiers.Assessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What posts are made of. Harmless is what people of the demo community say all day and what the case corpus calls
 * everyday talk; its near misses, which are written to look risky, are left out, for real discussions hold few of them.
 *
 * @param harmless sentences without risk
 * @param risky sentences that should not simply be allowed
 */
record Sentences(List<String> harmless, List<String> risky) {
    private static final int MAX_LENGTH = 160;
    private static final float HARMLESS_BELOW = 0.25f;
    private static final Set<String> EVERYDAY = Set.of("everyday", "plain");

    /**
     * Reads the demo community and the case corpus of this folder of policies.
     *
     * @throws IOException where they cannot be read or hold none of either kind
     */
    static Sentences read(Path policies, Assessor assessor) throws IOException {
        List<String> harmless = new ArrayList<>();
        List<String> risky = new ArrayList<>();
        for (JsonNode post : lines(policies.resolve("demo").resolve("posts.jsonl"))) {
            String text = text(post);
            if (!text.isEmpty()) {
                (assessor.assess(text).risk().highest() < HARMLESS_BELOW ? harmless : risky).add(text);
            }
        }
        try (Stream<Path> files = Files.list(policies.resolve("cases"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).sorted().toList()) {
                for (JsonNode line : lines(file)) {
                    String text = text(line);
                    boolean allowed = line.path("expect").path("outcome").asText().equals("allow");
                    if (!text.isEmpty() && !allowed) {
                        risky.add(text);
                    } else if (!text.isEmpty() && EVERYDAY.contains(line.path("kind").asText())) {
                        harmless.add(text);
                    }
                }
            }
        }
        if (harmless.isEmpty() || risky.isEmpty()) {
            throw new IOException(policies + " has no harmless or no risky texts to make posts of");
        }
        return new Sentences(List.copyOf(harmless), List.copyOf(risky));
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                nodes.add(json.readTree(line));
            }
        }
        return nodes;
    }

    /** The text where it is short enough for a sentence, else nothing. */
    private static String text(JsonNode line) {
        String text = line.path("text").asText();
        return text.length() <= MAX_LENGTH ? text.strip() : "";
    }
}
