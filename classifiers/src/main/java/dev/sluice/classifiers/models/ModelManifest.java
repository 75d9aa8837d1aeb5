package dev.sluice.classifiers.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a set of models: which files belong to it, their digests, and what they were trained on.
 *
 * @param format version of this form, 1
 * @param version version of the set
 * @param seed seed of everything random in the training
 * @param models the files
 * @param data the training data
 */
public record ModelManifest(int format, String version, long seed, List<Model> models, List<Data> data) {
    /** Name of the manifest's file. */
    public static final String FILE = "manifest.json";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    /**
     * One file.
     *
     * @param name name of the model, such as {@code linear-en}
     * @param kind {@code linear}, {@code risk}, {@code transformer} or {@code stacking}
     * @param file name of the file beside the manifest
     * @param sha256 its digest, lower-case hex
     * @param languages BCP 47 primary tags that it covers
     * @param metrics figures on posts held out from training, such as {@code hate.auc}
     */
    public record Model(
            String name, String kind, String file, String sha256, List<String> languages, Map<String, Double> metrics) {
        /** Copies the lists; metrics are kept sorted. */
        public Model {
            languages = List.copyOf(languages);
            metrics = new TreeMap<>(metrics);
        }
    }

    /**
     * One source of training data.
     *
     * @param source its name
     * @param licence its licence
     * @param attribution whom to name
     * @param origin where it comes from
     * @param rows how many posts were used
     */
    public record Data(String source, String licence, String attribution, String origin, int rows) {}

    /** Copies the lists. */
    public ModelManifest {
        models = List.copyOf(models);
        data = List.copyOf(data);
    }

    /** The version with the beginning of a digest over all files, so that two trainings never share a name. */
    public String fullVersion() {
        StringBuilder digests = new StringBuilder();
        models.forEach(model -> digests.append(model.sha256()).append('\n'));
        return version + "+"
                + Sha256.of(digests.toString().getBytes(StandardCharsets.US_ASCII))
                        .substring(0, 8);
    }

    /** The bytes of the manifest's file. */
    public byte[] write() {
        try {
            return (JSON.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("manifest cannot be written", e);
        }
    }

    /**
     * The manifest in these bytes.
     *
     * @param where name of the file, for messages
     * @throws IllegalArgumentException naming the file and what is wrong with it
     */
    public static ModelManifest read(String where, byte[] bytes) {
        ModelManifest manifest;
        try {
            manifest = JSON.readValue(bytes, ModelManifest.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
        if (manifest.format() != 1) {
            throw new IllegalArgumentException(where + ": format is " + manifest.format() + "; must be 1");
        }
        return manifest;
    }
}
