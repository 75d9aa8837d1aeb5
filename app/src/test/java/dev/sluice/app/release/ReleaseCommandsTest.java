package dev.sluice.app.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.release.ReleaseFolder.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands say before anything reaches a cluster. */
class ReleaseCommandsTest {
    @TempDir
    Path folder;

    private ReleaseFolder releases;

    @BeforeEach
    void makeFolder() throws IOException {
        releases = new ReleaseFolder(folder, "ada", "bob");
        releases.pack("1.0.0", "0.5");
    }

    @Test
    void approvesWhatIsSound() throws IOException {
        assertThat(releases.approve("ada", "bob").output()).startsWith("approved test 1.0.0, sha256 ");
        assertThat(Files.readString(releases.approval("bob"))).contains("\"approver\" : \"bob\"");
    }

    @Test
    void theAuthorCannotApprove() throws IOException {
        Ended ended = releases.approve("ada", "ada");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("--approver ada is the author; allowed: another person than the author");
    }

    @Test
    void aStrangerCannotApprove() throws IOException {
        Ended ended = releases.approve("ada", "mallory");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("--approver mallory is not in").contains("allowed: who is listed there");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        Files.setPosixFilePermissions(releases.key("bob"), PosixFilePermissions.fromString("rw-r--r--"));
        Ended ended = releases.approve("ada", "bob");
        assertThat(ended.exitCode()).isNotZero();
        assertThat(ended.output()).contains("has permissions rw-r--r--; allowed: rw------- or r--------");
    }

    @Test
    void theKeyOfAnotherIsRefused() throws IOException {
        Files.delete(releases.key("bob"));
        Files.move(releases.key("ada"), releases.key("bob"));
        assertThat(releases.approve("carol", "bob").output()).contains("allowed: the key of bob, ");
    }

    @Test
    void aPackWhoseExampleIsWrongIsNotApproved() throws IOException {
        releases.pack("1.0.0", "0.99");
        Ended ended = releases.approve("ada", "bob");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .contains("the release is refused: 1 examples or names are wrong; the first: ")
                .contains("policy.yaml:14: example of rule 'insult' expects review; reached allow");
    }

    @Test
    void twoPacksAreCompared() throws IOException {
        Path old = Files.copy(
                releases.pack("1.0.0", "0.5").resolve("policy.yaml"),
                Files.createDirectories(folder.resolve("old/test")).resolve("policy.yaml"));
        Ended ended = ReleaseFolder.run(
                "policy", "diff", old.toString(), releases.pack("1.1.0", "0.6").toString());
        assertThat(ended.output()).isEqualTo("test 1.0.0 -> test 1.1.0\n~ rule insult: when\n~ pack: version\n");
    }

    @Test
    void aClusterMustBeNamed() throws IOException {
        releases.approve("ada", "bob");
        Ended ended = ReleaseFolder.run(
                "policy",
                "release",
                "--policy",
                releases.policies().resolve("test").toString(),
                "--author",
                "ada",
                "--approval",
                releases.approval("bob").toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output())
                .contains("no cluster is named, or two; allowed: --config, or --bootstrap with --registry");
    }
}
