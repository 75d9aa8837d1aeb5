package dev.sluice.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Makes posts out of the sentences of the case corpus and the demo community: several harmless sentences each and, in a
 * small share of posts, a risky one, as real discussions have it. The same seed gives the same posts.
 */
final class BenchPosts {
    /** Share of posts with a risky sentence: what real discussions show is 1 to 3 in a hundred. */
    static final double RISKY_SHARE = 0.025;

    private static final int MAX_SENTENCE = 160;
    private static final int MAX_SENTENCES = 4;
    private static final int POSTS_PER_THREAD = 20;
    private static final int POSTS_PER_AUTHOR = 12;
    private static final double ADDRESSED_SHARE = 0.4;

    private final List<String> harmless;
    private final List<String> risky;
    private final SplittableRandom random;
    private final String prefix;
    private final int spread;
    private long made;

    /**
     * Posts of these sentences.
     *
     * @param prefix what every id starts with
     * @param spread how many posts share the same pool of threads and authors
     */
    BenchPosts(Sentences sentences, long seed, String prefix, int spread) {
        this.harmless = sentences.harmless();
        this.risky = sentences.risky();
        this.random = new SplittableRandom(seed);
        this.prefix = prefix;
        this.spread = spread;
    }

    /** Sentences to make posts of. */
    record Sentences(List<String> harmless, List<String> risky) {
        /**
         * Reads the case corpus of this folder of policies: a case that is right to be allowed is harmless.
         *
         * @throws IOException where it cannot be read or has none of either kind
         */
        static Sentences read(Path policies) throws IOException {
            List<String> harmless = new ArrayList<>();
            List<String> risky = new ArrayList<>();
            ObjectMapper json = new ObjectMapper();
            try (Stream<Path> files = Files.list(policies.resolve("cases"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                        .sorted()
                        .toList()) {
                    for (String line : Files.readAllLines(file)) {
                        JsonNode node = line.isBlank() ? json.createObjectNode() : json.readTree(line);
                        String text = node.path("text").asText();
                        if (!text.isBlank() && text.length() <= MAX_SENTENCE) {
                            boolean allowed =
                                    node.path("expect").path("outcome").asText().equals("allow");
                            (allowed ? harmless : risky).add(text);
                        }
                    }
                }
            }
            if (harmless.isEmpty() || risky.isEmpty()) {
                throw new IOException(
                        policies.resolve("cases") + " has no harmless or no risky cases to make posts of");
            }
            return new Sentences(List.copyOf(harmless), List.copyOf(risky));
        }
    }

    /** The next post, published at this time. */
    Post next(Instant at) {
        long number = made++;
        int thread = random.nextInt(Math.max(1, spread / POSTS_PER_THREAD));
        int members = Math.max(2, spread / POSTS_PER_AUTHOR);
        String target = random.nextDouble() < ADDRESSED_SHARE ? "u" + random.nextInt(members) : null;
        return Post.newBuilder()
                .setId(prefix + number)
                .setRevision(1)
                .setEvent(PostEvent.CREATED)
                .setCommunity("bench")
                .setThread(prefix + "t" + thread)
                .setParent(null)
                .setAuthor("u" + random.nextInt(members))
                .setTarget(target)
                .setText(text())
                .setLanguage(null)
                .setUrl(null)
                .setLabels(Map.of())
                .setCreatedAt(at)
                .build();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int sentences = 1 + random.nextInt(MAX_SENTENCES);
        int riskyAt = random.nextDouble() < RISKY_SHARE ? random.nextInt(sentences) : -1;
        for (int i = 0; i < sentences; i++) {
            List<String> pool = i == riskyAt ? risky : harmless;
            text.append(i == 0 ? "" : " ").append(pool.get(random.nextInt(pool.size())));
        }
        return text.append(' ').append(random.nextInt(1000)).toString();
    }
}
