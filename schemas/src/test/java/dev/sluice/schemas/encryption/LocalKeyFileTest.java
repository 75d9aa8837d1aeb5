package dev.sluice.schemas.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeyFileTest {
    private static final byte[] KEY = "a data key".getBytes(UTF_8);
    private static final byte[] CONTEXT = "of ann".getBytes(UTF_8);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("keys.json");
    }

    @Test
    void whatItWrapsItUnwrapsWhenItIsOpenedAgain() {
        WrappedKey wrapped = LocalKeyFile.create(file).wrap(KEY, CONTEXT);
        LocalKeyFile opened = LocalKeyFile.open(file);
        assertThat(opened.unwrap(wrapped, CONTEXT)).isEqualTo(KEY);
        assertThat(wrapped.keyId()).isEqualTo(opened.keyId()).matches("local:[0-9a-f]{8}");
    }

    @Test
    void anotherContextIsRefused() {
        LocalKeyFile keys = LocalKeyFile.create(file);
        WrappedKey wrapped = keys.wrap(KEY, CONTEXT);
        assertThatThrownBy(() -> keys.unwrap(wrapped, "of ben".getBytes(UTF_8)))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("was changed, or belongs to another subject");
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        LocalKeyFile.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> LocalKeyFile.open(file))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("allowed: rw-------");
    }

    @Test
    void aMountedSecretIsALinkAndIsReadThroughIt() throws IOException {
        WrappedKey wrapped = LocalKeyFile.create(file).wrap(KEY, CONTEXT);
        Path mounted = Files.createSymbolicLink(folder.resolve("mounted.json"), file);
        LocalKeyFile keys = LocalKeyFile.open(mounted);

        assertThat(keys.unwrap(wrapped, CONTEXT)).isEqualTo(KEY);
        assertThatThrownBy(keys::rotate)
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is a link, as a mounted secret is, and cannot be changed here; allowed: ");
        assertThatThrownBy(keys::retireOld).hasMessageContaining("is a link");
        assertThat(mounted).isSymbolicLink();
        LocalKeyFile.open(file).rotate();
        assertThat(keys.wrap(KEY, CONTEXT).keyId())
                .as("what is handed over anew is used")
                .isEqualTo(LocalKeyFile.open(file).keyId());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> LocalKeyFile.open(mounted))
                .hasMessageContaining("has permissions rw-r-----; allowed:");
    }

    @Test
    void itIsNeverMadeWhereItIsMissing() {
        assertThatThrownBy(() -> LocalKeyFile.open(file))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("does not exist; allowed: ");
        assertThat(file).doesNotExist();
    }

    @Test
    void itNeverTakesThePlaceOfAnother() {
        String id = LocalKeyFile.create(file).keyId();
        assertThatThrownBy(() -> LocalKeyFile.create(file)).hasMessageContaining("exists already");
        assertThat(LocalKeyFile.open(file).keyId()).isEqualTo(id);
    }

    @Test
    void aFileThatHoldsNoKeysIsRefusedWithoutShowingIt() throws IOException {
        LocalKeyFile.create(file);
        for (String content : new String[] {"", "{}", "{\"primaryKeyId\": 1, \"key\": [\"hunter2\"]}"}) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> LocalKeyFile.open(file))
                    .isInstanceOf(EncryptionException.class)
                    .hasMessageContaining("holds no keys that encrypt")
                    .hasMessageNotContaining("hunter2")
                    .hasNoCause();
        }
    }

    @Test
    void aRotatedKeyStillUnwrapsAndANewOneWraps() {
        LocalKeyFile keys = LocalKeyFile.create(file);
        WrappedKey old = keys.wrap(KEY, CONTEXT);
        LocalKeyFile elsewhere = LocalKeyFile.open(file);
        String rotated = keys.rotate();
        assertThat(rotated).isNotEqualTo(old.keyId());
        assertThat(keys.unwrap(old, CONTEXT)).isEqualTo(KEY);
        WrappedKey wrapped = elsewhere.wrap(KEY, CONTEXT);
        assertThat(wrapped.keyId()).as("another process sees the new key").isEqualTo(rotated);
        assertThat(keys.unwrap(wrapped, CONTEXT)).isEqualTo(KEY);
    }

    @Test
    void whatARetiredKeyWrappedIsLost() {
        LocalKeyFile keys = LocalKeyFile.create(file);
        WrappedKey old = keys.wrap(KEY, CONTEXT);
        String rotated = keys.rotate();
        assertThat(keys.retireOld()).containsExactly(old.keyId());
        assertThat(LocalKeyFile.open(file).keyId()).isEqualTo(rotated);
        assertThatThrownBy(() -> LocalKeyFile.open(file).unwrap(old, CONTEXT))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("key " + old.keyId() + " is not in key file");
    }

    @Test
    void itPrintsItsIdAndNoKey() throws IOException {
        LocalKeyFile keys = LocalKeyFile.create(file);
        String value = Files.readString(file).replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        assertThat(keys.toString()).contains(keys.keyId()).doesNotContain(value);
    }
}
