package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class InMemorySchemaRegistryTest extends SchemaRegistryContract {
    @Override
    SchemaRegistry registering() {
        return SchemaRegistry.connect(RegistrySettings.mock("test"));
    }

    @Test
    void shippedSchemasDoNotShareAnId() {
        Map<Integer, String> canonicalById = new HashMap<>();
        for (Schema schema : ShippedSchemas.all()) {
            String canonical = SchemaNormalization.toParsingForm(schema);
            String holder = canonicalById.putIfAbsent(InMemorySchemaRegistry.fingerprintId(schema), canonical);
            assertThat(holder).as(schema.getFullName()).isIn(null, canonical);
        }
        assertThat(canonicalById.size())
                .isGreaterThanOrEqualTo(ShippedSchemas.wire().size());
    }

    @Test
    void shippedSchemasAreKnownBeforeAnybodyRegistersThem() {
        try (SchemaRegistry registry = registering()) {
            for (Schema schema : ShippedSchemas.all()) {
                Schema known = registry.byId(InMemorySchemaRegistry.fingerprintId(schema));
                assertThat(SchemaNormalization.toParsingForm(known))
                        .isEqualTo(SchemaNormalization.toParsingForm(schema));
            }
        }
    }

    @Test
    void registriesOfTwoProcessesAgree() {
        try (SchemaRegistry one = registering();
                SchemaRegistry other = SchemaRegistry.connect(RegistrySettings.mock("other"))) {
            for (Schema schema : ShippedSchemas.wire()) {
                assertThat(one.idOf("a", schema)).isEqualTo(other.idOf("b", schema));
            }
        }
    }

    @Test
    void idOfASchemaStaysTheSameForEver() {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Pinned\",\"fields\":[{\"name\":\"n\",\"type\":\"int\"}]}");
        assertThat(InMemorySchemaRegistry.fingerprintId(schema)).isEqualTo(1_054_753_536);
    }
}
