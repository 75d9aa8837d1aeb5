package dev.sluice.escalation.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.schemas.encryption.LocalKeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptedStorageTest extends EvidenceStorageContract {
    private static final String OTHER = "packages/cd/" + "cd".repeat(20) + "/v1";
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    @Override
    protected EvidenceStorage open() throws IOException {
        return new EncryptedStorage(FolderStorage.open(folder(), new DurableFiles(StepHook.NONE)), key());
    }

    @Override
    protected void publishHalf(Parcel parcel) throws IOException {
        StepHook crash = (step, path) -> {
            if (step == Step.PUBLISH) {
                throw new IOException("power cut");
            }
        };
        EvidenceStorage failing = FolderStorage.open(folder(), new DurableFiles(crash));
        assertThatThrownBy(() -> new EncryptedStorage(failing, key()).publish(List.of(parcel)))
                .hasMessage("power cut");
    }

    @Test
    void nothingReadableReachesTheDisk() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
        }
        byte[] onDisk = Files.readAllBytes(folder().resolve(FIRST).resolve("data/post/post.json"));
        assertThat(new String(onDisk, StandardCharsets.ISO_8859_1))
                .doesNotContain("words")
                .startsWith("SLF1");
    }

    @Test
    void theSameFileBecomesTheSameBytesAndAnyOtherDoesNot() throws IOException {
        byte[] first = encrypted(FIRST, "one");
        assertThat(encrypted(FIRST, "two")).isEqualTo(first);
        assertThat(encrypted(SECOND, "three")).isNotEqualTo(first);
    }

    @Test
    void swappedOrChangedFilesAreRefused() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST), parcel(SECOND)));
            Path one = folder().resolve(FIRST).resolve("bagit.txt");
            byte[] before = Files.readAllBytes(one);
            Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rw-r-----"));
            Files.write(one, Files.readAllBytes(folder().resolve(SECOND).resolve("bagit.txt")));
            assertThatThrownBy(() -> storage.read(FIRST, "bagit.txt", 100)).hasMessageContaining("was changed");
            before[before.length - 1] ^= 1;
            Files.write(one, before);
            assertThatThrownBy(() -> storage.read(FIRST, "bagit.txt", 100)).hasMessageContaining("was changed");
            Files.writeString(one, "plain text");
            assertThatThrownBy(() -> storage.read(FIRST, "bagit.txt", 100))
                    .hasMessageContaining("is not encrypted by us");
        }
    }

    @Test
    void lostKeyIsAnErrorThatNamesTheFile() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
        }
        CaseKeys empty = keys("empty", "kek.json");
        EvidenceStorage wrong =
                new EncryptedStorage(FolderStorage.open(folder(), new DurableFiles(StepHook.NONE)), empty);
        assertThatThrownBy(() -> wrong.read(FIRST, "bagit.txt", 100))
                .isNotInstanceOf(ErasedException.class)
                .hasMessageContaining("field 'bagit.txt' of evidence '" + FIRST + "'")
                .hasMessageContaining("is lost");
        CaseKeys otherFile = keys("keys", "other.json");
        EvidenceStorage other =
                new EncryptedStorage(FolderStorage.open(folder(), new DurableFiles(StepHook.NONE)), otherFile);
        assertThatThrownBy(() -> other.read(FIRST, "bagit.txt", 100)).hasMessageContaining("is not in key file");
    }

    @Test
    void shreddingACaseDestroysAllItsVersionsAndNoOtherCase() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST), parcel(SECOND), parcel(OTHER)));
            assertThat(storage.shred("ab".repeat(20), NOW)).isTrue();
            assertThat(storage.shred("ab".repeat(20), NOW.plusSeconds(1))).isTrue();
            assertThat(storage.shred("ef".repeat(20), NOW)).as("no such case").isFalse();
        }
        try (EvidenceStorage storage = open()) {
            for (String location : List.of(FIRST, SECOND)) {
                assertThatThrownBy(() -> storage.read(location, "bagit.txt", 100))
                        .isInstanceOf(ErasedException.class)
                        .hasMessageContaining("was destroyed at " + NOW);
            }
            assertThat(storage.read(OTHER, "data/post/post.json", 100))
                    .asString()
                    .isEqualTo("words of " + OTHER);
        }
    }

    private byte[] encrypted(String location, String name) throws IOException {
        Path other = temp.resolve(name);
        try (EvidenceStorage storage =
                new EncryptedStorage(FolderStorage.open(other, new DurableFiles(StepHook.NONE)), key())) {
            storage.publish(List.of(new Parcel(location, parcel(FIRST).files())));
        }
        return Files.readAllBytes(other.resolve(location).resolve("data/post/post.json"));
    }

    private CaseKeys key() throws IOException {
        return keys("keys", "kek.json");
    }

    private CaseKeys keys(String name, String file) throws IOException {
        Path path = temp.resolve(file);
        LocalKeyFile service = Files.exists(path) ? LocalKeyFile.open(path) : LocalKeyFile.create(path);
        return CaseKeys.open(temp.resolve(name), service, () -> NOW, false);
    }

    private Path folder() {
        return temp.resolve("vault");
    }
}
