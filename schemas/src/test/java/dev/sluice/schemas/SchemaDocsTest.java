package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaDocsTest {
    private static final Path FOLDER = Path.of(System.getProperty("sluice.home"), "schemas", "src", "main", "avro");
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @MethodSource("files")
    void everyTypeAndFieldHasADoc(Path file) throws IOException {
        JsonNode schema = JSON.readTree(file.toFile());
        assertThat(schema.path("doc").asText())
                .as("doc of " + file.getFileName())
                .isNotBlank();
        for (JsonNode field : schema.path("fields")) {
            assertThat(field.path("doc").asText())
                    .as("doc of field %s in %s", field.path("name").asText(), file.getFileName())
                    .isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyEnumHasADefaultAmongItsSymbols(Path file) throws IOException {
        JsonNode schema = JSON.readTree(file.toFile());
        if (schema.path("type").asText().equals("enum")) {
            List<String> symbols = Stream.of(JSON.convertValue(schema.get("symbols"), String[].class))
                    .toList();
            assertThat(symbols)
                    .as("default of " + file.getFileName())
                    .contains(schema.path("default").asText());
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTimeSaysItsUnit(Path file) throws IOException {
        for (JsonNode field : JSON.readTree(file.toFile()).path("fields")) {
            if (field.path("name").asText().endsWith("At")) {
                JsonNode type =
                        field.path("type").isArray() ? field.path("type").path(1) : field.path("type");
                assertThat(type.path("logicalType").asText())
                        .as("unit of %s in %s", field.path("name").asText(), file.getFileName())
                        .isIn("timestamp-millis", "timestamp-micros");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileNamesItsTypeInTheContractsNamespace(Path file) throws IOException {
        JsonNode schema = JSON.readTree(file.toFile());
        assertThat(schema.path("name").asText() + ".avsc")
                .isEqualTo(file.getFileName().toString());
        assertThat(schema.path("namespace").asText()).isEqualTo("dev.sluice.schemas");
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void schemaOfTheContractIsTheOneInTheFile(Schema schema) throws IOException {
        JsonNode file = JSON.readTree(FOLDER.resolve(schema.getName() + ".avsc").toFile());
        assertThat(schema.toString()).doesNotContain("avro.java.string");
        assertThat(schema.getFields().stream().map(Schema.Field::name)).containsExactlyElementsOf(names(file));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
        }
    }

    static List<Schema> wireSchemas() {
        return ShippedSchemas.wire();
    }

    private static List<String> names(JsonNode record) {
        return record.get("fields")
                .valueStream()
                .map(field -> field.get("name").asText())
                .toList();
    }
}
