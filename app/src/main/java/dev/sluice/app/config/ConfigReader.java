package dev.sluice.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Reads {@code sluice.yaml}. */
public final class ConfigReader {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ConfigReader() {}

    /**
     * The configuration in this file.
     *
     * @throws ConfigException in one line that starts with the file's name
     */
    public static SluiceConfig read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + e.getClass().getSimpleName());
        }
        try {
            JsonNode tree = YAML.readTree(text);
            Require.that(tree != null && tree.isObject(), "is empty; allowed: " + sections());
            Path folder = file.toAbsolutePath().getParent();
            JsonNode resolved = new Secrets(System::getenv, folder == null ? Path.of("") : folder).resolve("", tree);
            SluiceConfig config = YAML.treeToValue(resolved, SluiceConfig.class);
            Require.that(config.kafka() != null, "kafka is missing; allowed: a section with bootstrapServers");
            Require.that(config.registry() != null, "registry is missing; allowed: a section with urls");
            return config;
        } catch (ConfigException e) {
            throw new ConfigException(file + ": " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw new ConfigException(file + ": " + explain(e));
        }
    }

    private static String explain(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException e ->
                path(e) + " is unknown; allowed: "
                        + e.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidFormatException e ->
                path(e) + " is '" + e.getValue() + "'; allowed: a value of type "
                        + e.getTargetType().getSimpleName();
            case ValueInstantiationException e
            when e.getCause() instanceof ConfigException cause -> String.valueOf(cause.getMessage());
            case MismatchedInputException e ->
                path(e) + " has the wrong shape; allowed: "
                        + (e.getTargetType() == null
                                ? "another type"
                                : e.getTargetType().getSimpleName());
            default -> "line " + failure.getLocation().getLineNr() + " is not YAML, or gives a key twice";
        };
    }

    private static String path(JsonMappingException failure) {
        return failure.getPath().stream()
                .map(reference ->
                        reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String sections() {
        return Arrays.stream(SluiceConfig.class.getRecordComponents())
                .map(RecordComponent::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
