package dev.sluice.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of references: {@code ${env:NAME}} and {@code ${file:PATH}}, each the whole of a value. A key
 * that names a secret takes nothing else, so that no secret is ever in the configuration itself.
 *
 * <p>Kafka's secrets are those keys of its clients that it treats as passwords, less certificates, which are public. Keys
 * that neither Kafka nor we know, such as those of plug-ins, are judged by their last word.
 */
public final class Secrets {
    /** Keys of Kafka's clients; they may have a prefix, such as {@code producer.}. */
    static final Set<String> KAFKA_KEYS = Set.of(
            "sasl.jaas.config",
            "sasl.oauthbearer.assertion.private.key.passphrase",
            "sasl.oauthbearer.client.credentials.client.secret",
            "ssl.key.password",
            "ssl.keystore.key",
            "ssl.keystore.password",
            "ssl.truststore.password",
            "basic.auth.user.info",
            "bearer.auth.token");

    /** Lower case, as keys are compared. */
    private static final Set<String> OUR_KEYS =
            Set.of("registry.bearer", "sink.storage.secretkey", "transparency.token");

    private static final List<String> LAST_WORDS = List.of("password", "passphrase", "secret");
    private static final String ENVIRONMENT = "${env:";
    private static final String FILE = "${file:";
    private static final String END = "}";

    private final Function<String, @Nullable String> environment;
    private final Path folder;

    /** Relative files are looked up from the folder. */
    Secrets(Function<String, @Nullable String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Replaces references in all values below; {@code path} is where the node is, for messages. */
    JsonNode resolve(String path, JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                for (Map.Entry<String, JsonNode> field : object.properties()) {
                    String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                    field.setValue(resolve(key, field.getValue()));
                }
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, resolve(path, array.get(i)));
                }
                yield array;
            }
            case TextNode text -> TextNode.valueOf(value(path, text.textValue()));
            case NullNode empty -> empty;
            case MissingNode missing -> missing;
            default -> {
                // A number or a truth value can be no reference.
                requireNoSecret(path);
                yield node;
            }
        };
    }

    private String value(String key, String written) {
        if (written.startsWith(ENVIRONMENT) && written.endsWith(END)) {
            String name = written.substring(ENVIRONMENT.length(), written.length() - END.length());
            String value = environment.apply(name);
            Require.that(value != null, key + " names the environment variable " + name + ", which is not set");
            return String.valueOf(value);
        }
        if (written.startsWith(FILE) && written.endsWith(END)) {
            Path file = folder.resolve(written.substring(FILE.length(), written.length() - END.length()));
            try {
                return Files.readString(file).strip();
            } catch (IOException e) {
                throw new ConfigException(key + " names the file " + file + ", which cannot be read");
            }
        }
        requireNoSecret(key);
        return written;
    }

    private static void requireNoSecret(String key) {
        Require.that(
                !isSecret(key),
                key + " is a secret written out; allowed: " + ENVIRONMENT + "NAME} or " + FILE + "PATH}");
    }

    /** Whether a value under this key is a secret: it is never written out nor printed. */
    public static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return OUR_KEYS.contains(lower)
                || KAFKA_KEYS.stream().anyMatch(name -> lower.equals(name) || lower.endsWith("." + name))
                || LAST_WORDS.stream().anyMatch(lower::endsWith);
    }
}
