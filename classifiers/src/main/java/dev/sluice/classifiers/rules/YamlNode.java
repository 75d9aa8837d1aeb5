package dev.sluice.classifiers.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.sluice.classifiers.MalformedDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document that remembers its lines, read strictly: unknown and repeated keys are errors.
 *
 * @param source name of the file
 * @param line line of this node, from 1
 * @param value a text, a list or a map of nodes
 */
public record YamlNode(String source, int line, Object value) {
    private static final int MAX_DEPTH = 12;
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * The document in these bytes.
     *
     * @throws IOException naming the file and line of what is wrong
     */
    public static YamlNode parse(String source, byte[] bytes) throws IOException {
        try (JsonParser parser = YAML.createParser(bytes)) {
            parser.nextToken();
            YamlNode root = read(source, parser, 0);
            if (parser.nextToken() != null) {
                throw new MalformedDataException(source, line(parser), "holds a second document; allowed: one");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("cannot be read");
            throw new MalformedDataException(source, line, "is not YAML: " + problem);
        }
    }

    private static YamlNode read(String source, JsonParser parser, int depth) throws IOException {
        int line = line(parser);
        JsonToken token = parser.currentToken();
        if (depth > MAX_DEPTH) {
            throw new MalformedDataException(source, line, "is nested deeper than " + MAX_DEPTH + " levels");
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, YamlNode> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                parser.nextToken();
                map.put(key, read(source, parser, depth + 1));
            }
            return new YamlNode(source, line, map);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(source, parser, depth + 1));
            }
            return new YamlNode(source, line, list);
        }
        String text = token == null || token == JsonToken.VALUE_NULL ? "" : parser.getText();
        return new YamlNode(source, line, text);
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The entries of a mapping, whose keys must be among those allowed. */
    public Map<String, YamlNode> map(String name, Set<String> allowed) throws MalformedDataException {
        Map<String, YamlNode> map = map(name);
        for (Map.Entry<String, YamlNode> entry : map.entrySet()) {
            if (!allowed.contains(entry.getKey())) {
                throw entry.getValue()
                        .error("key '" + entry.getKey() + "' is unknown in " + name + "; allowed: "
                                + String.join(", ", allowed.stream().sorted().toList()));
            }
        }
        return map;
    }

    /** The entries of a mapping with any keys. */
    @SuppressWarnings("unchecked") // read() puts nothing else into a map
    public Map<String, YamlNode> map(String name) throws MalformedDataException {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, YamlNode>) map;
        }
        throw error(name + " must be a mapping of keys to values");
    }

    /** The items of a list. */
    @SuppressWarnings("unchecked") // read() puts nothing else into a list
    public List<YamlNode> list(String name) throws MalformedDataException {
        if (value instanceof List<?> list) {
            return (List<YamlNode>) list;
        }
        throw error(name + " must be a list");
    }

    /** The strings of a list. */
    public List<String> strings(String name) throws MalformedDataException {
        List<String> strings = new ArrayList<>();
        for (YamlNode item : list(name)) {
            strings.add(item.text(name));
        }
        return strings;
    }

    /** A scalar that is not empty. */
    public String text(String name) throws MalformedDataException {
        if (value instanceof String text && !text.isBlank()) {
            return text;
        }
        throw error(name + " must be a text that is not empty");
    }

    /** A finite number. */
    public float number(String name) throws MalformedDataException {
        String text = text(name);
        float number;
        try {
            number = Float.parseFloat(text);
        } catch (NumberFormatException e) {
            number = Float.NaN;
        }
        if (!Float.isFinite(number)) {
            throw error(name + " '" + text + "' is wrong; allowed: a number");
        }
        return number;
    }

    /** The value of a key that must be there. */
    public YamlNode need(Map<String, YamlNode> map, String key, String name) throws MalformedDataException {
        @Nullable YamlNode node = map.get(key);
        if (node == null) {
            throw error(name + " has no '" + key + "'");
        }
        return node;
    }

    /** What is wrong with this node, with its file and line. */
    public MalformedDataException error(String problem) {
        return new MalformedDataException(source, line, problem);
    }

    @Override
    public String toString() {
        return "YamlNode[" + source + ":" + line + "]";
    }
}
