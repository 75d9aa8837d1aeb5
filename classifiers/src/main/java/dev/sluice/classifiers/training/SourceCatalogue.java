package dev.sluice.classifiers.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.classifiers.Category;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sources of training data that are known, and how each is used. A source that is not here is refused: without a
 * licence nothing may be learnt from it.
 */
public final class SourceCatalogue {
    private static final String RESOURCE = "sources.yaml";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What a licence allows. */
    public enum Tier {
        /** Permissive: models that ship are trained on it. */
        A,
        /** Share-alike, non-commercial or unstated: nothing that ships is. */
        B
    }

    /**
     * One source.
     *
     * @param tier what its licence allows
     * @param licence its licence
     * @param attribution whom to name
     * @param origin where it comes from
     * @param language BCP 47 primary tag of posts that do not say theirs
     * @param weight how much one of its posts counts; 0 leaves the source out
     * @param encoderWeight the same for the encoder, which can learn what a linear model cannot; missing where it is
     *     {@code weight}
     * @param labels the labels that are learnt from it
     * @param background whether its posts, which nobody annotated for risk, are taken to be free of the labels
     * @param guides whether its labels mean what this project means by them, so that the weights of other detectors are
     *     fitted on it
     * @param note why it is used in this way
     */
    public record Source(
            @JsonProperty("tier") Tier tier,
            @JsonProperty("licence") String licence,
            @JsonProperty("attribution") String attribution,
            @JsonProperty("origin") String origin,
            @JsonProperty("language") String language,
            @JsonProperty("weight") double weight,

            @JsonProperty(value = "encoderWeight", required = false) @Nullable
            Double encoderWeight,

            @JsonProperty("labels") Set<String> labels,

            @JsonProperty(value = "background", required = false)
            boolean background,

            @JsonProperty(value = "guides", required = false)
            boolean guides,

            @JsonProperty("note") String note) {
        /** Refuses labels that are no category. */
        public Source {
            labels = Collections.unmodifiableSet(new TreeSet<>(labels));
            labels.forEach(Category::of);
        }

        /** The same source as the encoder learns from it. */
        Source forEncoder() {
            double itsWeight = encoderWeight == null ? weight : encoderWeight;
            return new Source(
                    tier,
                    licence,
                    attribution,
                    origin,
                    language,
                    itsWeight,
                    encoderWeight,
                    labels,
                    background,
                    guides,
                    note);
        }

        /** Whether something that ships is learnt from it. */
        public boolean used() {
            return tier == Tier.A && weight > 0;
        }
    }

    private record Content(@JsonProperty("sources") Map<String, Source> sources) {}

    private final Map<String, Source> sources;

    private SourceCatalogue(Map<String, Source> sources) {
        this.sources = new TreeMap<>(sources);
    }

    /** The catalogue that ships with Sluice. */
    public static SourceCatalogue shipped() {
        try (InputStream in = SourceCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new SourceCatalogue(YAML.readValue(in, Content.class).sources());
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /** The same sources as the encoder learns from them. */
    public SourceCatalogue forEncoder() {
        Map<String, Source> its = new TreeMap<>();
        sources.forEach((name, source) -> its.put(name, source.forEncoder()));
        return new SourceCatalogue(its);
    }

    /**
     * The source of this name.
     *
     * @param where file, for the message
     * @throws IllegalArgumentException naming the file, the source and what is allowed
     */
    public Source of(String name, String where) {
        Source source = sources.get(name);
        if (source == null) {
            source = sources.get(name.substring(0, name.indexOf('-') + 1) + "*");
        }
        if (source == null) {
            throw new IllegalArgumentException(where + ": source '" + name
                    + "' is in no licence list; add it to sources.yaml or remove the file; known: " + sources.keySet());
        }
        return source;
    }
}
