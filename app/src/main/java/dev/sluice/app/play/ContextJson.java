package dev.sluice.app.play;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.Context;
import java.io.IOException;
import org.apache.avro.Schema;

/**
 * Writes and reads the context of a decision by the fields of its schema, so that a value that is added to the record
 * is neither forgotten here nor in a replay. Numbers and truth values alone: a context holds nothing else.
 */
public final class ContextJson {
    private ContextJson() {}

    /** Writes all fields between the braces. */
    static void write(JsonGenerator json, Context context) throws IOException {
        for (Schema.Field field : context.getSchema().getFields()) {
            Object value = context.get(field.pos());
            switch (field.schema().getType()) {
                case FLOAT -> json.writeNumberField(field.name(), (Float) value);
                case DOUBLE -> json.writeNumberField(field.name(), (Double) value);
                case INT -> json.writeNumberField(field.name(), (Integer) value);
                case LONG -> json.writeNumberField(field.name(), (Long) value);
                case BOOLEAN -> json.writeBooleanField(field.name(), (Boolean) value);
                default -> throw unknown(field);
            }
        }
    }

    /**
     * Reads what was written; a field that is missing gets the default of the schema, as when an older record is read.
     *
     * @throws IllegalArgumentException naming the field that is missing or of the wrong kind
     */
    public static Context read(JsonNode json) {
        Context context = new Context();
        for (Schema.Field field : context.getSchema().getFields()) {
            JsonNode value = json.get(field.name());
            if (value == null) {
                if (!field.hasDefaultValue()) {
                    throw new IllegalArgumentException("context has no '" + field.name() + "'");
                }
                context.put(field.pos(), context.getSpecificData().getDefaultValue(field));
            } else if (!value.isNumber() && !value.isBoolean()) {
                throw new IllegalArgumentException("context." + field.name() + " is " + value + "; allowed: a number");
            } else {
                context.put(field.pos(), of(field, value));
            }
        }
        return context;
    }

    private static Object of(Schema.Field field, JsonNode value) {
        return switch (field.schema().getType()) {
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            case INT -> value.intValue();
            case LONG -> value.longValue();
            case BOOLEAN -> value.booleanValue();
            default -> throw unknown(field);
        };
    }

    private static IllegalStateException unknown(Schema.Field field) {
        return new IllegalStateException("context." + field.name() + " is a "
                + field.schema().getType() + "; ContextJson knows numbers and truth values");
    }
}
