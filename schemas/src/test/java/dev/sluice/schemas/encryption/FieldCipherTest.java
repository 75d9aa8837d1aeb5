package dev.sluice.schemas.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldCipherTest {
    private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-09T10:00:00Z");
    private static final String ANN = "ann.example";
    private static final byte[] WORDS = "12 Example Lane".getBytes(UTF_8);

    @TempDir
    Path folder;

    private KeyFolder store;
    private LocalKeyFile keys;
    private FieldCipher cipher;

    @BeforeEach
    void open() throws IOException {
        store = KeyFolder.open(folder.resolve("keys"));
        keys = LocalKeyFile.create(folder.resolve("kek.json"));
        cipher = new FieldCipher(store, keys, () -> NOW);
    }

    @Test
    void aFieldIsReadAgainByAnotherProcess() throws IOException {
        byte[] encrypted = encrypt();
        FieldCipher other = new FieldCipher(
                KeyFolder.existing(folder.resolve("keys")), LocalKeyFile.open(folder.resolve("kek.json")), () -> NOW);
        assertThat(other.decrypt(ANN, "Notice", "address", "n-1", encrypted)).isEqualTo(new Clear(WORDS));
        assertThat(new String(encrypted, UTF_8)).doesNotContain("Example");
        assertThat(encrypted).hasSize(WORDS.length + FieldCipher.OVERHEAD_BYTES);
    }

    @Test
    void theSameFieldOfTheSameRecordBecomesTheSameBytes() {
        assertThat(encrypt()).isEqualTo(encrypt());
        assertThat(cipher.encrypt(ANN, "Notice", "address", "n-2", WORDS)).isNotEqualTo(encrypt());
        assertThat(cipher.encrypt("ben.example", "Notice", "address", "n-1", WORDS))
                .isNotEqualTo(encrypt());
    }

    @Test
    void aFieldThatWasMovedIsAnErrorThatNamesItsPlaceAndNotItsContent() {
        byte[] encrypted = encrypt();
        String[][] places = {{"Notice", "name", "n-1"}, {"Notice", "address", "n-2"}, {"Hold", "address", "n-1"}};
        for (String[] place : places) {
            assertThatThrownBy(() -> cipher.decrypt(ANN, place[0], place[1], place[2], encrypted))
                    .isInstanceOf(EncryptionException.class)
                    .hasMessageContaining("field '" + place[1] + "' of " + place[0] + " '" + place[2] + "' was changed")
                    .hasMessageNotContaining("Example");
        }
    }

    @Test
    void partsOfAPlaceDoNotRunIntoEachOther() {
        byte[] encrypted = cipher.encrypt(ANN, "Notice", "ab", "c", WORDS);
        assertThatThrownBy(() -> cipher.decrypt(ANN, "Notice", "a", "bc", encrypted))
                .isInstanceOf(EncryptionException.class);
    }

    @Test
    void everyDamagedByteIsAnError() {
        byte[] encrypted = encrypt();
        for (int i = 0; i < encrypted.length; i++) {
            byte[] damaged = encrypted.clone();
            damaged[i] ^= 1;
            assertThatThrownBy(() -> cipher.decrypt(ANN, "Notice", "address", "n-1", damaged))
                    .as("byte %d", i)
                    .isInstanceOf(EncryptionException.class)
                    .hasMessageContaining("of Notice 'n-1'");
        }
        assertThatThrownBy(() -> cipher.decrypt(ANN, "Notice", "address", "n-1", new byte[0]))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is not encrypted by us");
    }

    @Test
    void anotherSubjectsKeyDoesNotReadIt() {
        byte[] encrypted = encrypt();
        var unused = cipher.encrypt("ben.example", "Notice", "address", "n-1", WORDS);
        assertThatThrownBy(() -> cipher.decrypt("ben.example", "Notice", "address", "n-1", encrypted))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("which its subject never had");
    }

    @Test
    void anErasedFieldDecodesToAMarkerAtOnceAndInEveryProcess() throws IOException {
        byte[] encrypted = encrypt();
        FieldCipher other = new FieldCipher(store, keys, () -> NOW);
        assertThat(other.decrypt(ANN, "Notice", "address", "n-1", encrypted)).isInstanceOf(Clear.class);
        var unused = store.shred(SubjectName.of(ANN), LATER);
        Erased erased = new Erased(FieldCipher.keyId(encrypted), LATER);
        assertThat(cipher.decrypt(ANN, "Notice", "address", "n-1", encrypted)).isEqualTo(erased);
        assertThat(other.decrypt(ANN, "Notice", "address", "n-1", encrypted)).isEqualTo(erased);
    }

    @Test
    void whatIsWrittenAfterErasureHasANewKeyAndTheErasedStaysErased() throws IOException {
        byte[] before = encrypt();
        var unused = store.shred(SubjectName.of(ANN), LATER);
        byte[] after = encrypt();
        assertThat(cipher.decrypt(ANN, "Notice", "address", "n-1", after)).isEqualTo(new Clear(WORDS));
        assertThat(cipher.decrypt(ANN, "Notice", "address", "n-1", before)).isInstanceOf(Erased.class);
    }

    @Test
    void aLostKeyIsAnErrorAndNotErasure() throws IOException {
        byte[] encrypted = encrypt();
        FieldCipher elsewhere = new FieldCipher(KeyFolder.open(folder.resolve("empty")), keys, () -> NOW);
        assertThatThrownBy(() -> elsewhere.decrypt(ANN, "Notice", "address", "n-1", encrypted))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is lost");
        FieldCipher otherFile = new FieldCipher(store, LocalKeyFile.create(folder.resolve("other.json")), () -> NOW);
        assertThatThrownBy(() -> otherFile.decrypt(ANN, "Notice", "address", "n-1", encrypted))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is not in key file");
    }

    @Test
    void keysOfTwoSubjectsCannotBeSwapped() throws IOException {
        byte[] encrypted = encrypt();
        var unused = cipher.encrypt("ben.example", "Notice", "address", "n-1", WORDS);
        Path ann = fileOf(ANN);
        Path ben = fileOf("ben.example");
        Files.writeString(ben, Files.readString(ann));
        FieldCipher other = new FieldCipher(store, keys, () -> NOW);
        assertThatThrownBy(() -> other.decrypt("ben.example", "Notice", "address", "n-1", encrypted))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("belongs to another subject");
    }

    @Test
    void rotationRewrapsEveryKeyAndOldFieldsStayReadable() throws IOException {
        byte[] encrypted = encrypt();
        var unused = cipher.encrypt("ben.example", "Notice", "address", "n-1", WORDS);
        unused = cipher.encrypt("cem.example", "Notice", "address", "n-1", WORDS);
        var shredded = store.shred(SubjectName.of("cem.example"), LATER);
        assertThat(shredded.current()).isNull();
        keys.rotate();
        assertThat(KeyRotation.run(store, keys)).isEqualTo(new KeyRotation(2, 0));
        assertThat(KeyRotation.run(store, keys)).isEqualTo(new KeyRotation(0, 2));
        keys.retireOld();
        FieldCipher other = new FieldCipher(store, LocalKeyFile.open(folder.resolve("kek.json")), () -> NOW);
        assertThat(other.decrypt(ANN, "Notice", "address", "n-1", encrypted)).isEqualTo(new Clear(WORDS));
    }

    @Test
    void nothingPrintsContent() {
        assertThat(new Clear(WORDS).toString()).isEqualTo("Clear[15 bytes]");
        assertThat(new Clear(WORDS).text()).isEqualTo("12 Example Lane");
    }

    @Test
    void namesOfPlacesCannotBreakALine() {
        assertThatThrownBy(() -> cipher.decrypt(ANN, "Notice", "address", "n-1\nERROR", new byte[0]))
                .hasMessageContaining("'n-1?ERROR'");
    }

    private byte[] encrypt() {
        return cipher.encrypt(ANN, "Notice", "address", "n-1", WORDS);
    }

    private Path fileOf(String subject) {
        String hex = SubjectName.of(subject).hex();
        return folder.resolve("keys").resolve(hex.substring(0, 2)).resolve(hex + ".key");
    }
}
