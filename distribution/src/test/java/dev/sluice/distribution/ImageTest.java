package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An image file that those read who know OCI layouts and those who know older archives. */
class ImageTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path temp;

    @Test
    void everyBlobIsNamedByItsChecksumAndEveryDigestLeadsToABlob() throws IOException {
        Map<String, byte[]> files = files(written("one"));
        files.forEach((name, content) -> {
            if (name.startsWith("blobs/")) {
                assertThat(name).endsWith("/" + Checksums.of(content));
            }
        });
        JsonNode index = JSON.readTree(files.get("index.json"));
        JsonNode manifest =
                JSON.readTree(blob(files, index.at("/manifests/0/digest").asText()));
        JsonNode config =
                JSON.readTree(blob(files, manifest.at("/config/digest").asText()));
        assertThat(config.at("/config/User").asText()).isEqualTo("10001:10001");
        byte[] layer = blob(files, manifest.at("/layers/0/digest").asText());
        byte[] plain = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();
        assertThat(config.at("/rootfs/diff_ids/0").asText()).isEqualTo("sha256:" + Checksums.of(plain));
    }

    @Test
    void theArchiveOfDockerNamesTheSameBlobs() throws IOException {
        Map<String, byte[]> files = files(written("one"));
        JsonNode older = JSON.readTree(files.get("manifest.json")).path(0);
        assertThat(older.path("RepoTags").path(0).asText()).isEqualTo("sluice:1");
        assertThat(files)
                .containsKeys(
                        older.path("Config").asText(),
                        older.path("Layers").path(0).asText());
    }

    @Test
    void theSameContentGivesTheSameBytes() throws IOException {
        assertThat(written("one")).hasSameBinaryContentAs(written("other"));
    }

    private Path written(String name) {
        Image image = new Image(temp.resolve(name), Instant.parse("2026-11-01T00:00:00Z"));
        image.layer("files", tar -> tar.bytes("etc/passwd", new byte[] {'x'}));
        Path file = temp.resolve(name + ".tar");
        image.write(file, "sluice:1", Map.of("User", "10001:10001", "Env", List.of("A=b")));
        return file;
    }

    private static byte[] blob(Map<String, byte[]> files, String digest) {
        byte[] content = files.get("blobs/" + digest.replace(':', '/'));
        assertThat(content).as(digest).isNotNull();
        return content;
    }

    private static Map<String, byte[]> files(Path archive) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                files.put(entry.getName(), tar.readAllBytes());
            }
        }
        return files;
    }
}
