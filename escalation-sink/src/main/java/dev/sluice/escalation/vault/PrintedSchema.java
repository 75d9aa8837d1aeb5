package dev.sluice.escalation.vault;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The text of the schema that was printed last: nearly all escalations have the same, and it has a thousand lines. */
final class PrintedSchema {
    private static volatile @Nullable Printed last;

    private PrintedSchema() {}

    private record Printed(Schema schema, String text) {}

    /** The schema as JSON for people, with a line break at its end. */
    static String of(Schema schema) {
        Printed known = last;
        if (known != null && known.schema == schema) {
            return known.text;
        }
        String text = schema.toString(true) + "\n";
        last = new Printed(schema, text);
        return text;
    }
}
