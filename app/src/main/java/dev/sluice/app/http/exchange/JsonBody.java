package dev.sluice.app.http.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads bodies strictly: UTF-8, JSON with each key once, nested 32 deep at most, nothing behind it. */
public final class JsonBody {
    private static final int MAX_NESTING = 32;
    /** A thousand events of a hundred names and values each: what a short body may unfold to is bounded as well. */
    private static final int MAX_TOKENS = 100_000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_NESTING)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    // Names are the client's: none of them is to stay in memory.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * The value in this body.
     *
     * @throws RefusedException where there is none; it quotes nothing
     */
    public static JsonNode parse(BodyLimits.Body body) {
        String text = text(body);
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw new RefusedException(Refusal.MALFORMED_BODY, "the body is empty; allowed: a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new RefusedException(
                    Refusal.MALFORMED_BODY,
                    "the body is not JSON"
                            + (at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
                            + "; allowed: each key once, nested up to " + MAX_NESTING + " deep, up to " + MAX_TOKENS
                            + " names and values");
        }
    }

    /**
     * The body as text.
     *
     * @throws RefusedException where it is not UTF-8
     */
    public static String text(BodyLimits.Body body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(body.bytes(), 0, body.length()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException(Refusal.MALFORMED_BODY, "the body is not UTF-8");
        }
    }

    /**
     * The media type of a request without its parameters, in lower case; empty where there is none.
     *
     * @throws RefusedException where it is compressed, or in a charset other than UTF-8
     */
    public static String mediaType(Request request) {
        String encoding = request.header("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new RefusedException(
                    Refusal.UNSUPPORTED_TYPE, "the body has a Content-Encoding; allowed: none, or identity");
        }
        String type = request.header("Content-Type");
        if (type == null) {
            return "";
        }
        String lower = type.toLowerCase(Locale.ROOT);
        int semicolon = lower.indexOf(';');
        if (semicolon >= 0) {
            int charset = lower.indexOf("charset=", semicolon);
            if (charset >= 0
                    && !lower.substring(charset + 8).replace("\"", "").strip().startsWith("utf-8")) {
                throw new RefusedException(
                        Refusal.UNSUPPORTED_TYPE, "the body's charset is not taken; allowed: utf-8, or none");
            }
            return lower.substring(0, semicolon).strip();
        }
        return lower.strip();
    }
}
