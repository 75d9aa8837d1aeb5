package dev.sluice.classifiers.transformer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.classifiers.Category;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The file of a {@link Stacking}, {@code second-look.json}; the same stacking always gives the same bytes. */
public final class StackingFile {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record Content(int format, Map<String, Stacking.Coefficients> categories) {}

    private StackingFile() {}

    /** The bytes of a stacking. */
    public static byte[] write(Stacking stacking) {
        Map<String, Stacking.Coefficients> categories = new LinkedHashMap<>();
        stacking.coefficients().forEach((category, coefficients) -> categories.put(category.id(), coefficients));
        try {
            String text = JSON.writeValueAsString(new Content(FORMAT, categories));
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stacking cannot be written", e);
        }
    }

    /**
     * The stacking in these bytes.
     *
     * @param name name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static Stacking read(String name, byte[] bytes) {
        Content content;
        try {
            content = JSON.readValue(bytes, Content.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    name + ": " + e.getOriginalMessage().lines().findFirst().orElse("is not JSON"), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + ": cannot be read", e);
        }
        if (content.format() != FORMAT) {
            throw new IllegalArgumentException(name + ": format is " + content.format() + "; must be " + FORMAT);
        }
        Map<Category, Stacking.Coefficients> coefficients = new EnumMap<>(Category.class);
        try {
            content.categories().forEach((id, value) -> coefficients.put(Category.of(id), value));
            return new Stacking(coefficients);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }
}
