package dev.sluice.topology.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads records that are JSON: strict UTF-8, each key once, one value, bounded depth and length. Safe for use by several
 * threads.
 */
public final class JsonValues {
    /** Deep enough for a thread of comments with their answers inside of each other. */
    static final int MAX_DEPTH = 256;

    private static final int MAX_STRING = 8 << 20;
    private static final int MAX_NUMBER = 100;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(MAX_STRING)
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonValues() {}

    /**
     * The value in these bytes.
     *
     * @throws UnreadableRecordException where they are not UTF-8, or not one JSON value
     */
    public static JsonNode read(byte[] bytes) {
        try {
            return read(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new UnreadableRecordException("is not UTF-8; allowed: JSON in UTF-8");
        }
    }

    /**
     * The value in this text.
     *
     * @throws UnreadableRecordException where it is not one JSON value
     */
    public static JsonNode read(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw new UnreadableRecordException("is nested deeper than " + MAX_DEPTH + ", or has a string of more than "
                    + MAX_STRING + " characters or a number of more than " + MAX_NUMBER);
        } catch (NumberFormatException e) {
            // Not Jackson's own kind of exception: an exponent that no number of Java has.
            throw new UnreadableRecordException(
                    "has a number beyond what can be read; allowed: exponents of ten digits");
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new UnreadableRecordException("is not JSON" + (at == null ? "" : " from column " + at.getColumnNr())
                    + "; allowed: one value, each key once");
        }
        if (node == null || node.isMissingNode()) {
            throw new UnreadableRecordException("is empty; allowed: one JSON value");
        }
        return node;
    }
}
