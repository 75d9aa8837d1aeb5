package dev.sluice.schemas.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyFileRightsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "r--------, 10001, 10001, true",
        "r--r-----, 0, 10001, true",
        "r--r-----, 0, 0, false",
        "r--r-----, 0, -1, false",
        "r--r-----, 10001, 10001, false",
        "r--r--r--, 0, 10001, false",
        "rw-r-----, 0, 10001, false",
        "r--rw----, 0, 10001, false"
    })
    void aKeyThatRootHandsOverMayBeReadByOurGroup(String permissions, int owner, int self, boolean may) {
        assertThat(KeyFileRights.suffice(PosixFilePermissions.fromString(permissions), owner, self))
                .isEqualTo(may);
    }

    @Test
    void itIsWhatALinkLeadsToThatCounts() throws IOException {
        Path file = Files.writeString(folder.resolve("data"), "a key");
        Path link = Files.createSymbolicLink(folder.resolve("key"), file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(KeyFileRights.problem(link))
                .isEqualTo("has permissions rw-r--r--; allowed: rw------- or r--------, and r--r-----"
                        + " where root owns it and we are not root");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(KeyFileRights.problem(link)).isNull();
    }
}
