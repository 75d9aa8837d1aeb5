package dev.sluice.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages are what their checksums say, or they are not taken. */
class DebianPackagesTest {
    private static final String SHA256 = "ab".repeat(32);

    @TempDir
    Path temp;

    @Test
    void fileWithAnotherChecksumIsRefusedAndThrownAway() throws IOException {
        Path cached = Files.writeString(temp.resolve(SHA256 + ".deb"), "not what was asked for");
        DebianPackages packages = new DebianPackages("http://127.0.0.1:1", temp);
        assertThatThrownBy(() -> packages.fetch(new DebianPackages.Package(SHA256, "pool/x.deb")))
                .isInstanceOf(ReleaseException.class)
                .hasMessageContainingAll("x.deb has the checksum", "expected: " + SHA256);
        assertThat(cached).doesNotExist();
    }

    @Test
    void lineThatNamesNoPackageIsRefused() throws IOException {
        Path list = Files.writeString(temp.resolve("packages.txt"), "# fine\nabc pool/x.deb\n");
        assertThatThrownBy(() -> DebianPackages.listed(list)).hasMessageContaining("'abc pool/x.deb' is no package");
    }
}
