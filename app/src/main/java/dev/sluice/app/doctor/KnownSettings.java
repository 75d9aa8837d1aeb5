package dev.sluice.app.doctor;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The keys that Kafka's clients know. */
final class KnownSettings {
    private static final List<String> PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");
    private static final String OF_TOPICS = "topic.";
    private static final int FAR = 4;
    private static final Set<String> ALL = all();

    private KnownSettings() {}

    private static Set<String> all() {
        Set<String> all = new HashSet<>(AdminClientConfig.configNames());
        all.addAll(ProducerConfig.configNames());
        all.addAll(ConsumerConfig.configNames());
        all.addAll(StreamsConfig.configDef().names());
        return Set.copyOf(all);
    }

    /** The key without what says for which of the clients it is. */
    static String withoutPrefix(String key) {
        return PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }

    /** Whether it is known; settings of internal topics are Kafka's to judge. */
    static boolean contains(String key) {
        return ALL.contains(key) || key.startsWith(OF_TOPICS);
    }

    /** The known key that is most like this one, where one is like it at all. */
    static Optional<String> nearest(String key) {
        return ALL.stream()
                .filter(known -> Math.abs(known.length() - key.length()) < FAR)
                .min(Comparator.<String>comparingInt(known -> distance(known, key))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(known -> distance(known, key) < FAR);
    }

    /** How many letters are to be put in, taken out or changed (Levenshtein). */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
