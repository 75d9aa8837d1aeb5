package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What decides the bytes of a tarball, and what does not. */
class TarGzTest {
    private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path temp;

    @Test
    void ordersRightsAndTimesOfTheMachineDoNotMatter() throws IOException {
        Path one = folder("one", "a", "b/c", "b/d");
        Path other = folder("other", "b/d", "b/c", "a");
        Files.setPosixFilePermissions(other.resolve("a"), PosixFilePermissions.fromString("rw-rw-r--"));
        Files.setLastModifiedTime(other.resolve("a"), FileTime.from(TIME.plusSeconds(99)));
        TarGz.pack(one, "x", temp.resolve("one.tar.gz"), TIME);
        TarGz.pack(other, "x", temp.resolve("other.tar.gz"), TIME);

        assertThat(temp.resolve("one.tar.gz")).hasSameBinaryContentAs(temp.resolve("other.tar.gz"));
    }

    @Test
    void theRightToExecuteAndLinksAreKeptAndOwnersAreNot() throws IOException {
        Path folder = folder("one", "bin/run", "lib/data");
        Files.setPosixFilePermissions(folder.resolve("bin/run"), PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("lib/data"));
        TarGz.pack(folder, "x", temp.resolve("one.tar.gz"), TIME);

        assertThat(entries(temp.resolve("one.tar.gz")))
                .containsExactly(
                        "x/ 755 0",
                        "x/bin/ 755 0",
                        "x/bin/run 755 0",
                        "x/lib/ 755 0",
                        "x/lib/data 644 0",
                        "x/link -> lib/data");
    }

    private Path folder(String name, String... files) throws IOException {
        Path folder = temp.resolve(name);
        for (String file : files) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), file);
        }
        return folder;
    }

    private static List<String> entries(Path file) throws IOException {
        List<String> entries = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
                TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
                entries.add(
                        entry.isSymbolicLink()
                                ? entry.getName() + " -> " + entry.getLinkName()
                                : entry.getName() + " " + Integer.toOctalString(entry.getMode() & 0777) + " "
                                        + entry.getLongUserId());
            }
        }
        return entries.stream().sorted().toList();
    }
}
