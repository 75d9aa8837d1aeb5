package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Shows Avro's generic values as JSON, so that mappings name them by the same pointers; bytes are base 64. */
public final class AvroValues {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AvroValues() {}

    /**
     * A value as JSON.
     *
     * @throws UnreadableRecordException where it is nested too deeply
     */
    public static JsonNode json(@Nullable Object value) {
        return json(value, 0);
    }

    private static JsonNode json(@Nullable Object value, int depth) {
        if (depth > JsonValues.MAX_DEPTH) {
            throw new UnreadableRecordException("is nested deeper than " + JsonValues.MAX_DEPTH);
        }
        return switch (value) {
            case null -> NODES.nullNode();
            case IndexedRecord record -> object(record, depth);
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((key, item) -> object.set(String.valueOf(key), json(item, depth + 1)));
                yield object;
            }
            case Collection<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(item -> array.add(json(item, depth + 1)));
                yield array;
            }
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            case ByteBuffer bytes -> NODES.textNode(base64(bytes));
            case GenericFixed fixed -> NODES.textNode(base64(ByteBuffer.wrap(fixed.bytes())));
            default -> NODES.textNode(value.toString());
        };
    }

    private static ObjectNode object(IndexedRecord record, int depth) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            object.set(field.name(), json(record.get(field.pos()), depth + 1));
        }
        return object;
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
