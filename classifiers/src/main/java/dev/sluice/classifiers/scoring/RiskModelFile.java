package dev.sluice.classifiers.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.linear.LinearModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file of a {@link RiskModel}: JSON, languages in the order of the model; the same model always gives the same bytes. */
public final class RiskModelFile {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record Content(
            int format, Map<String, Map<String, Calibration>> languages, Map<String, Evidence> evidence) {}

    private RiskModelFile() {}

    /** The bytes of a model. */
    public static byte[] write(RiskModel model) {
        Map<String, Map<String, Calibration>> languages = new LinkedHashMap<>();
        for (String language : model.languages()) {
            Map<String, Calibration> byLabel = new LinkedHashMap<>();
            for (Category label : LinearModel.LABELS) {
                if (model.covers(language, label)) {
                    byLabel.put(label.id(), model.calibration(language, label));
                }
            }
            languages.put(language, byLabel);
        }
        Map<String, Evidence> evidence = new LinkedHashMap<>();
        for (Category category : Category.values()) {
            evidence.put(category.id(), model.evidence(category));
        }
        try {
            String text = JSON.writeValueAsString(new Content(FORMAT, languages, evidence));
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("risk model cannot be written", e);
        }
    }

    /**
     * The model in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static RiskModel read(String name, byte[] bytes) {
        Content content;
        try {
            content = JSON.readValue(bytes, Content.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        if (content.format() != FORMAT) {
            throw new IllegalArgumentException(name + ": format is " + content.format() + "; must be " + FORMAT);
        }
        Map<String, Map<Category, Calibration>> languages = new LinkedHashMap<>();
        content.languages().forEach((language, byLabel) -> languages.put(language, byCategory(byLabel)));
        return new RiskModel(languages, byCategory(content.evidence()));
    }

    private static <T> Map<Category, T> byCategory(Map<String, T> byId) {
        Map<Category, T> result = new EnumMap<>(Category.class);
        byId.forEach((id, value) -> result.put(Category.of(id), value));
        return result;
    }
}
