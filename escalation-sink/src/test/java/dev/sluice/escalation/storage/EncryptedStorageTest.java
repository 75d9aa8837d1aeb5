package dev.sluice.escalation.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class EncryptedStorageTest extends EvidenceStorageContract {
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
                .startsWith("SLE1");
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
            assertThatThrownBy(() -> storage.read(FIRST, "bagit.txt", 100)).hasMessageContaining("not encrypted by us");
        }
    }

    @Test
    void otherKeyIsNamedAndALostOneIsAnError() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
        }
        StorageKey other = StorageKey.create(temp.resolve("other.key"));
        EvidenceStorage wrong =
                new EncryptedStorage(FolderStorage.open(folder(), new DurableFiles(StepHook.NONE)), other);
        assertThatThrownBy(() -> wrong.read(FIRST, "bagit.txt", 100))
                .hasMessageContaining("is encrypted with key " + key().id())
                .hasMessageContaining("this one is " + other.id());
        assertThatThrownBy(() -> StorageKey.load(temp.resolve("lost.key")))
                .hasMessageContaining("lost.key' cannot be read")
                .hasMessageContaining("Evidence encrypted with a lost key is lost");
        Path nonsense = Files.writeString(temp.resolve("nonsense.key"), "secret words");
        assertThatThrownBy(() -> StorageKey.load(nonsense))
                .hasMessageContaining("allowed: 64 hex digits")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void keyPrintsNothingButItsId() throws IOException {
        assertThat(key().toString()).isEqualTo("StorageKey[id=" + key().id() + "]");
        assertThat(Files.readString(temp.resolve("storage.key"))).doesNotContain(key().id());
        assertThat(Files.getPosixFilePermissions(temp.resolve("storage.key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    private byte[] encrypted(String location, String name) throws IOException {
        Path other = temp.resolve(name);
        try (EvidenceStorage storage =
                new EncryptedStorage(FolderStorage.open(other, new DurableFiles(StepHook.NONE)), key())) {
            storage.publish(List.of(new Parcel(location, parcel(FIRST).files())));
        }
        return Files.readAllBytes(other.resolve(location).resolve("data/post/post.json"));
    }

    private StorageKey key() throws IOException {
        Path file = temp.resolve("storage.key");
        return Files.exists(file) ? StorageKey.load(file) : StorageKey.create(file);
    }

    private Path folder() {
        return temp.resolve("vault");
    }
}
