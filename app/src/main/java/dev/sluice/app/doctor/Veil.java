package dev.sluice.app.doctor;

import dev.sluice.app.config.ObserveSection;
import dev.sluice.app.config.Secrets;
import dev.sluice.app.config.SluiceConfig;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides the secrets of a configuration in whatever is said about it, wherever the words come from: Kafka's exceptions
 * quote pieces of what they cannot read.
 *
 * @param secrets what to hide, the longest first
 */
record Veil(List<String> secrets) {
    static final Veil NOTHING = new Veil(List.of());

    private static final String HIDDEN = "***";

    /** Shorter ones are found in too many words by chance. */
    private static final int SHORTEST = 4;

    private static final Pattern OPTION = Pattern.compile("([A-Za-z._-]+)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;]+)");
    private static final Pattern PIECE = Pattern.compile("[^\\s\"';=]+");
    private static final Set<String> PUBLIC = Set.of("username", "required", "requisite", "sufficient", "optional");

    /** Hides the secrets of this configuration. */
    static Veil over(SluiceConfig config) {
        Set<String> found = new HashSet<>();
        Map<String, String> properties = config.kafka().properties();
        if (properties != null) {
            properties.forEach((key, value) -> {
                if (Secrets.isSecret(key)) {
                    addAll(found, key, value);
                }
            });
        }
        SluiceConfig.Registry registry = config.registry();
        add(found, registry.bearer());
        add(found, registry.basic() == null ? null : registry.basic().password());
        SluiceConfig.Tls tls = registry.tls();
        if (tls != null) {
            add(found, tls.trustStorePassword());
            add(found, tls.keyStorePassword());
            add(found, tls.keyPassword());
        }
        add(found, config.outcomes() == null ? null : config.outcomes().puidKey());
        add(found, config.transparency() == null ? null : config.transparency().token());
        ObserveSection observe = config.observe();
        if (observe != null && observe.tracing() != null && observe.tracing().headers() != null) {
            observe.tracing().headers().values().forEach(value -> add(found, value));
        }
        SluiceConfig.Sink sink = config.sink();
        add(
                found,
                sink == null || sink.storage() == null ? null : sink.storage().secretKey());
        return new Veil(found.stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .toList());
    }

    /** A login line has secrets in it, with names that may be said; a broken one may have them anywhere. */
    private static void addAll(Set<String> found, String key, String value) {
        if (!key.endsWith("sasl.jaas.config")) {
            add(found, value);
            return;
        }
        Set<String> said = new HashSet<>(PUBLIC);
        Matcher option = OPTION.matcher(value);
        while (option.find()) {
            said.add(option.group(1));
            String text = option.group(2).replaceAll("^[\"']|[\"']$", "");
            if (option.group(1).equals("username")) {
                said.add(text);
            } else {
                add(found, text);
            }
        }
        Matcher piece = PIECE.matcher(value);
        while (piece.find()) {
            if (!said.contains(piece.group()) && !piece.group().endsWith("LoginModule")) {
                add(found, piece.group());
            }
        }
    }

    private static void add(Set<String> found, @Nullable String secret) {
        // What is said is put into one line before it is looked at, and so is what it may quote, such as a key in PEM.
        String line = secret == null ? "" : oneLine(secret).strip();
        if (line.length() >= SHORTEST) {
            found.add(line);
        }
    }

    /** The same remark without secrets. */
    Remark over(Remark remark) {
        return new Remark(remark.level(), over(remark.what()), over(remark.mend()));
    }

    /** The same text without secrets, in one line. */
    String over(String text) {
        String hidden = oneLine(text);
        for (String secret : secrets) {
            hidden = hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    /** Prints no secret. */
    @Override
    public String toString() {
        return "Veil[" + secrets.size() + "]";
    }
}
