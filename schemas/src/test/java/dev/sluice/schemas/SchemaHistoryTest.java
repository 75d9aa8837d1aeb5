package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds today's schemas against every frozen version. With {@code -Dsluice.schemas.freeze=add} it first freezes each
 * changed schema as its next version; with {@code -Dsluice.schemas.freeze=rewrite} it overwrites the newest one, which
 * is only right for a version that no release has carried.
 */
class SchemaHistoryTest {
    private static final Path HISTORY =
            Path.of(System.getProperty("sluice.home"), "schemas", "src", "main", "avro", "history");
    private static final String HOW_TO_FREEZE = "schemas/src/main/avro has changed. Freeze it as the next version with"
            + " './mvnw -pl schemas test -Dtest=SchemaHistoryTest -Dsluice.schemas.freeze=add' and commit the new file;"
            + " 'freeze=rewrite' is only for a version that no release has carried.";

    @BeforeAll
    static void freezesWhenAsked() throws IOException {
        String freeze = System.getProperty("sluice.schemas.freeze", "no");
        assertThat(freeze).as("sluice.schemas.freeze").isIn("no", "add", "rewrite");
        if (freeze.equals("no")) {
            return;
        }
        for (Schema today : ShippedSchemas.wire()) {
            List<Schema> versions = frozen(today);
            if (versions.isEmpty() || !versions.getLast().equals(today)) {
                int version = freeze.equals("add") ? versions.size() + 1 : Math.max(1, versions.size());
                Path file = HISTORY.resolve(today.getName()).resolve("v" + version + ".avsc");
                Files.createDirectories(file.getParent());
                Files.writeString(file, today.toString(true) + "\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void newestFrozenVersionIsTodaysSchema(Schema today) throws IOException {
        List<Schema> versions = frozen(today);
        assertThat(versions)
                .as(today.getName() + " has no frozen version. " + HOW_TO_FREEZE)
                .isNotEmpty();
        assertThat(versions.getLast())
                .as(today.getName() + ": " + HOW_TO_FREEZE)
                .isEqualTo(today);
    }

    @ParameterizedTest
    @MethodSource("wireSchemas")
    void everyFrozenVersionReadsAndIsReadByEveryLaterOne(Schema today) throws IOException {
        List<Schema> versions = new ArrayList<>(frozen(today));
        versions.add(today);
        for (int older = 0; older < versions.size(); older++) {
            for (int newer = older + 1; newer < versions.size(); newer++) {
                assertReads(
                        versions.get(newer), versions.get(older), today.getName() + " v" + (older + 1) + " by newer");
                assertReads(versions.get(older), versions.get(newer), today.getName() + " newer by v" + (older + 1));
            }
        }
    }

    @Test
    void frozenVersionsShipOnTheClassPath() throws IOException {
        assumeThat(System.getProperty("sluice.schemas.freeze"))
                .as("what this run froze reaches the class path with the next one")
                .isNull();
        for (Schema today : ShippedSchemas.wire()) {
            assertThat(ShippedSchemas.history(today.getName()))
                    .as(today.getName())
                    .isEqualTo(frozen(today));
        }
    }

    static List<Schema> wireSchemas() {
        return ShippedSchemas.wire();
    }

    private static void assertReads(Schema reader, Schema writer, String what) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        assertThat(result.getType())
                .as(what + ": " + result.getResult().getIncompatibilities())
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    private static List<Schema> frozen(Schema today) throws IOException {
        List<Schema> versions = new ArrayList<>();
        while (true) {
            Path file = HISTORY.resolve(today.getName()).resolve("v" + (versions.size() + 1) + ".avsc");
            if (!Files.exists(file)) {
                return versions;
            }
            versions.add(new Schema.Parser().parse(Files.readString(file)));
        }
    }
}
