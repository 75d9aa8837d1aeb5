package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bill of materials and the jars that are shipped are the same. */
class BillOfMaterialsTest {
    @TempDir
    Path lib;

    private Component a;

    @BeforeEach
    void writesAJar() throws IOException {
        Files.writeString(lib.resolve("a-1.jar"), "jar");
        a = new Component("g", "a", "1", List.of("MIT"), Checksums.of(lib.resolve("a-1.jar")));
    }

    @Test
    void aBillOfWhatIsThereIsTaken() {
        assertThatCode(() -> Staging.covers(List.of(a), List.of("a-1.jar"), lib))
                .doesNotThrowAnyException();
    }

    @Test
    void jarThatIsNotListedIsRefused() {
        assertThatThrownBy(() -> Staging.covers(List.of(), List.of("a-1.jar"), lib))
                .hasMessageContaining("a-1.jar");
    }

    @Test
    void jarWithAnotherChecksumIsRefused() throws IOException {
        Files.writeString(lib.resolve("a-1.jar"), "another");
        assertThatThrownBy(() -> Staging.covers(List.of(a), List.of("a-1.jar"), lib))
                .hasMessageContaining("another checksum for a-1.jar");
    }

    @Test
    void librariesOfTestsAreTakenOutWithWhatPointsToThem() throws IOException {
        Path bill = Files.writeString(lib.resolve("bill.json"), """
                {"components": [
                  {"bom-ref": "r-a", "group": "g", "name": "a", "version": "1"},
                  {"bom-ref": "r-t", "group": "g", "name": "t", "version": "1"}],
                 "dependencies": [{"ref": "r-a", "dependsOn": ["r-t"]}, {"ref": "r-t"}]}
                """);
        Component.writeThoseOf(bill, Set.of("a-1.jar"), lib.resolve("shipped.json"));
        assertThat(Component.in(lib.resolve("shipped.json")))
                .extracting(Component::jar)
                .containsExactly("a-1.jar");
        assertThat(Files.readString(lib.resolve("shipped.json")))
                .contains("r-a")
                .doesNotContain("r-t");
    }
}
