package dev.sluice.topology.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Kind;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import dev.sluice.topology.policy.Node.Sequence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML and JSON into {@link Node}s. Stricter than both: one document, no duplicate keys, no anchors or aliases (a
 * reviewer should see what a rule says where it stands), bounded size and depth.
 */
public final class NodeReader {
    /** No policy that people review comes near it. */
    static final int MAX_BYTES = 1 << 20;

    private static final int MAX_DEPTH = 20;
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonFactory JSON = new JsonFactory();

    private final String source;
    private final int linesBefore;
    private final JsonParser parser;

    private NodeReader(String source, int linesBefore, JsonParser parser) {
        this.source = source;
        this.linesBefore = linesBefore;
        this.parser = parser;
    }

    /** Reads a file as UTF-8; refuses one that is too large or is not UTF-8. */
    public static String text(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new PolicyException(
                        file + ":1: the file has " + Files.size(file) + " bytes; allowed: at most " + MAX_BYTES);
            }
            byte[] bytes = Files.readAllBytes(file);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PolicyException(file + ":1: the file is not UTF-8", e);
        } catch (IOException e) {
            throw new PolicyException(
                    file + ":1: the file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    /** Reads a YAML document. */
    public static Node yaml(String source, String text) {
        try (JsonParser parser = YAML.createParser(text)) {
            return new NodeReader(source, 0, parser).document("YAML");
        } catch (IOException e) {
            throw new PolicyException(source + ":1: the text cannot be read", e);
        }
    }

    /** Reads one JSON value that stands on the given line of its file. */
    static Node json(String source, int line, String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            return new NodeReader(source, line - 1, parser).document("JSON");
        } catch (IOException e) {
            throw new PolicyException(source + ":" + line + ": the text cannot be read", e);
        }
    }

    private Node document(String language) throws IOException {
        try {
            if (parser.nextToken() == null) {
                throw new PolicyException(source + ":" + (linesBefore + 1) + ": the document is empty");
            }
            Node root = value(0);
            if (parser.nextToken() != null) {
                throw here().error("there is more than one document; allowed: one");
            }
            return root;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int line = linesBefore + (location == null ? 1 : Math.max(1, location.getLineNr()));
            String problem = e.getOriginalMessage().lines().findFirst().orElse("it cannot be parsed");
            throw new PolicyException(source + ":" + line + ": not valid " + language + ": " + problem, e);
        }
    }

    private Node value(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw here().error("values are nested too deeply; allowed: " + MAX_DEPTH + " levels");
        }
        if (parser.getObjectId() != null || (parser instanceof YAMLParser yaml && yaml.isCurrentAlias())) {
            throw here().error("anchors and aliases are not allowed; write the value out");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> sequence(depth);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN);
            case VALUE_NULL -> new Scalar(here(), Kind.NOTHING, "");
            case VALUE_STRING -> scalar(Kind.TEXT);
            case FIELD_NAME, END_OBJECT, END_ARRAY, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw here().error("a value is missing");
        };
    }

    private Scalar scalar(Kind kind) throws IOException {
        return new Scalar(here(), kind, parser.getText());
    }

    private Mapping mapping(int depth) throws IOException {
        Place start = here();
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = here();
            parser.nextToken();
            @Nullable Entry before = entries.put(key, new Entry(keyPlace, value(depth + 1)));
            if (before != null) {
                throw keyPlace.error("key '" + key + "' is given twice; first on line "
                        + before.keyPlace().line());
            }
        }
        return new Mapping(start, entries);
    }

    private Sequence sequence(int depth) throws IOException {
        Place start = here();
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(depth + 1));
        }
        return new Sequence(start, List.copyOf(items));
    }

    private Place here() {
        JsonLocation location = parser.currentTokenLocation();
        return new Place(source, linesBefore + Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
