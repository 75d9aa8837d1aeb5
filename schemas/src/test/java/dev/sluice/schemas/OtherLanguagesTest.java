package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.ShippedSchemas;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What keeps the records easy to read in languages whose Avro libraries differ from Java's; see docs/consumers.md. */
class OtherLanguagesTest {
    private static final Map<String, String> DEFINITIONS = new HashMap<>();

    static java.util.List<Schema> wireSchemas() {
        return ShippedSchemas.wire();
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void aUnionIsNullAndOneThingMore(Schema schema) {
        walk(schema, part -> {
            if (part.isUnion()) {
                assertThat(part.getTypes()).hasSize(2);
                assertThat(part.getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void timesAreTheOnlyLogicalType(Schema schema) {
        walk(schema, part -> {
            if (part.getLogicalType() != null) {
                assertThat(part.getLogicalType().getName()).isEqualTo("timestamp-millis");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void aNameMeansTheSameUnderEverySubject(Schema schema) {
        walk(schema, part -> {
            if (part.getType() == Schema.Type.RECORD || part.getType() == Schema.Type.ENUM) {
                String text = SchemaNormalization.toParsingForm(part);
                assertThat(DEFINITIONS.merge(part.getFullName(), text, (known, now) -> known))
                        .isEqualTo(text);
            }
        });
    }

    private static void walk(Schema schema, Consumer<Schema> visitor) {
        walk(schema, visitor, new HashSet<>());
    }

    private static void walk(Schema schema, Consumer<Schema> visitor, Set<String> seen) {
        visitor.accept(schema);
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> walk(field.schema(), visitor, seen));
                }
            }
            case UNION -> schema.getTypes().forEach(branch -> walk(branch, visitor, seen));
            case ARRAY -> walk(schema.getElementType(), visitor, seen);
            case MAP -> walk(schema.getValueType(), visitor, seen);
            case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> {}
        }
    }
}
