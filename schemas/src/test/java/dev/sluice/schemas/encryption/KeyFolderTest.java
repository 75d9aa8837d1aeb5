package dev.sluice.schemas.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.encryption.SubjectKeys.Current;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFolderTest extends SubjectKeyStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final SubjectName ANN = SubjectName.of("ann.example");

    @TempDir
    Path folder;

    @Override
    SubjectKeyStore store() throws IOException {
        return KeyFolder.open(folder.resolve("keys"));
    }

    @Test
    void noFileIsNamedAfterASubjectAndNobodyElseMayReadOne() throws IOException {
        var unused = store().create(ANN, key());
        for (Path file : files()) {
            assertThat(file.toString()).doesNotContain("ann");
        }
        Path file = keyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void nothingOfADestroyedKeyIsLeftInItsFile() throws IOException {
        var unused = store().create(ANN, key());
        String before = Files.readString(keyFile());
        unused = store().shred(ANN, NOW);
        assertThat(before).contains(key().key().base64());
        assertThat(Files.readString(keyFile()))
                .doesNotContain(key().key().base64())
                .contains("shredded");
    }

    @Test
    void aFileThatACrashLeftUnfinishedCountsForNothing() throws IOException {
        var unused = store().create(ANN, key());
        Files.writeString(keyFile().resolveSibling(keyFile().getFileName() + ".unfinished"), "half a li");
        assertThat(store().find(ANN).current()).isEqualTo(key());
        unused = store().shred(ANN, NOW);
        assertThat(store().find(ANN).current()).isNull();
        store().visit((subject, keys) -> assertThat(subject).isEqualTo(ANN));
    }

    @Test
    void aDamagedFileIsAnErrorAndNoLostKey() throws IOException {
        var unused = store().create(ANN, key());
        for (String damaged : List.of("", "sluice-subject-key 1", "sluice-subject-key 1\nkey x\n", "other\n")) {
            Files.writeString(keyFile(), damaged);
            assertThatThrownBy(() -> store().find(ANN))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is damaged: line ");
            assertThatThrownBy(() -> store().create(ANN, key())).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aFolderThatIsMissingIsNoEmptyOne() {
        assertThatThrownBy(() -> KeyFolder.existing(folder.resolve("elsewhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not exist; allowed: ");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> KeyFolder.open(file.resolve("keys")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written");
    }

    private static Current key() {
        return new Current("0000000000000001", NOW, new WrappedKey("kek:1", new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
    }

    private Path keyFile() throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith(".key"))
                .findFirst()
                .orElseThrow();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
