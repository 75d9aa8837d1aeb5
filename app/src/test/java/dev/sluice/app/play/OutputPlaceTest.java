package dev.sluice.app.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
    @TempDir
    private Path folder;

    @Test
    void aVaultThatNoRunHasMadeIsLeftAlone() throws IOException {
        Path evidence = evidenceIn(folder.resolve("vault"));

        assertThatThrownBy(() -> OutputPlace.prepare(folder, true))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("output " + folder)
                .hasMessageContaining("; allowed: ");
        assertThat(evidence).exists();
    }

    @Test
    void resultsOfAnEarlierRunAreReplaced() throws IOException {
        OutputPlace.prepare(folder, false);
        Path evidence = evidenceIn(folder.resolve("vault"));
        Path summary = Files.writeString(folder.resolve("summary.json"), "{}");

        OutputPlace.prepare(folder, true);

        assertThat(evidence).doesNotExist();
        assertThat(summary).doesNotExist();
        assertThatCode(() -> OutputPlace.prepare(folder, true)).doesNotThrowAnyException();
    }

    @Test
    void aLinkIsTakenAwayAndWhatItNamesStays(@TempDir Path elsewhere) throws IOException {
        OutputPlace.prepare(folder, false);
        Path evidence = evidenceIn(elsewhere);
        Path link = Files.createSymbolicLink(folder.resolve("vault"), elsewhere);

        OutputPlace.prepare(folder, true);

        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(evidence).exists();
    }

    @Test
    void aMarkerThatIsALinkIsNone(@TempDir Path elsewhere) throws IOException {
        Files.createSymbolicLink(folder.resolve(OutputPlace.MARKER), Files.writeString(elsewhere.resolve("file"), "x"));
        Path evidence = evidenceIn(folder.resolve("vault"));

        assertThatThrownBy(() -> OutputPlace.prepare(folder, true)).isInstanceOf(OutputException.class);
        assertThat(evidence).exists();
    }

    @Test
    void aFileOfSomebodyElseBesideTheResultsStopsEverything() throws IOException {
        OutputPlace.prepare(folder, false);
        Path summary = Files.writeString(folder.resolve("summary.json"), "{}");
        Files.writeString(folder.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> OutputPlace.prepare(folder, true))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining("thesis.txt");
        assertThat(summary).exists();
    }

    @Test
    void earlierResultsStayWhereOverwritingIsNotAskedFor() throws IOException {
        OutputPlace.prepare(folder, false);
        Path summary = Files.writeString(folder.resolve("summary.json"), "{}");

        assertThatThrownBy(() -> OutputPlace.prepare(folder, false)).hasMessageContaining("--overwrite");
        assertThat(summary).exists();
    }

    @Test
    void aPlaceBelowAFileIsRefusedInOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> OutputPlace.prepare(file.resolve("results"), false))
                .isInstanceOf(OutputException.class)
                .hasMessageContaining(file.resolve("results") + " cannot be made a folder");
    }

    private static Path evidenceIn(Path vault) throws IOException {
        Files.createDirectories(vault);
        return Files.writeString(vault.resolve("package"), "evidence");
    }
}
