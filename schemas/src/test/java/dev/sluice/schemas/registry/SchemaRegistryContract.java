package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;

/** What every registry that may register schemas does. */
abstract class SchemaRegistryContract {
    private static final Schema POST = ShippedSchemas.plain(Post.getClassSchema());
    private static final Schema FLAG = ShippedSchemas.plain(Flag.getClassSchema());

    /** A registry that registers what it does not know. */
    abstract SchemaRegistry registering();

    @Test
    void sameSchemaKeepsItsId() {
        try (SchemaRegistry registry = registering()) {
            int id = registry.idOf("posts-value", POST);
            assertThat(id).isPositive();
            assertThat(registry.idOf("posts-value", POST)).isEqualTo(id);
            assertThat(registry.idOf("posts-value", new Schema.Parser().parse(POST.toString())))
                    .isEqualTo(id);
        }
    }

    @Test
    void schemaComesBackByItsId() {
        try (SchemaRegistry registry = registering()) {
            assertThat(registry.byId(registry.idOf("posts-value", POST))).isEqualTo(POST);
            assertThat(registry.byId(registry.idOf("flags-value", FLAG))).isEqualTo(FLAG);
        }
    }

    @Test
    void differentSchemasHaveDifferentIds() {
        try (SchemaRegistry registry = registering()) {
            assertThat(registry.idOf("posts-value", POST)).isNotEqualTo(registry.idOf("flags-value", FLAG));
        }
    }

    @Test
    void schemaThatIsNotShippedIsRegistered() {
        Schema other = SchemaBuilder.record("Other")
                .namespace("example")
                .fields()
                .requiredInt("n")
                .endRecord();
        try (SchemaRegistry registry = registering()) {
            assertThat(registry.byId(registry.idOf("others-value", other))).isEqualTo(other);
        }
    }

    @Test
    void unknownIdIsNamed() {
        try (SchemaRegistry registry = registering()) {
            assertThatThrownBy(() -> registry.byId(7))
                    .isInstanceOf(UnknownSchemaException.class)
                    .hasMessageContaining("schema id 7");
        }
    }
}
