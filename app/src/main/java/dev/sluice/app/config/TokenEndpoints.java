package dev.sluice.app.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets Kafka's clients get tokens from where the configuration says. Since Kafka 4.0 a client refuses every address that
 * the JVM's property {@code org.apache.kafka.sasl.oauthbearer.allowed.urls} does not list, so that whoever may send
 * settings to a server of Kafka's cannot make it read files or call addresses. Our settings come from the operator's own
 * file alone; what it names is meant. An operator who sets the property has the last word.
 */
final class TokenEndpoints {
    private static final String ALLOWED = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final List<String> KEYS =
            List.of("sasl.oauthbearer.token.endpoint.url", "sasl.oauthbearer.jwks.endpoint.url");

    /** What the operator has said; null where nothing. */
    private static final @Nullable String GIVEN = System.getProperty(ALLOWED);

    private TokenEndpoints() {}

    /** Allows the addresses that these settings of a client name. */
    static synchronized void allow(Map<String, String> properties) {
        if (GIVEN != null) {
            return;
        }
        Set<String> allowed = new LinkedHashSet<>();
        String before = System.getProperty(ALLOWED, "");
        Arrays.stream(before.split(",")).filter(url -> !url.isBlank()).forEach(allowed::add);
        for (String key : KEYS) {
            String url = properties.get(key);
            if (url != null && !url.isBlank()) {
                allowed.add(url);
            }
        }
        if (!allowed.isEmpty()) {
            System.setProperty(ALLOWED, String.join(",", allowed));
        }
    }
}
