package dev.sluice.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.PolicyRelease;
import dev.sluice.topology.policy.PolicyPack;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalFileTest {
    private static final String TEXT = """
            policy: test
            version: "1.0.0"
            description: D
            owner: o
            communities: ["*"]
            jurisdictions: [EU]
            rules: [{id: r, description: D, status: live, when: risk.hate >= 0.5, then: {outcome: allow}}]
            """;

    @TempDir
    Path folder;

    private static PolicyRelease release(String text) {
        return ReleaseDesk.release(PolicyPack.parse("p", text), "ada");
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        ApprovalFile approval = ApprovalFile.of(release(TEXT), "bob", "key", new byte[] {1, 2});
        Path file = folder.resolve("bob.json");
        approval.write(file);
        assertThat(ApprovalFile.read(file)).isEqualTo(approval);
        assertThat(approval.over(release(TEXT), file).getSignature().remaining())
                .isEqualTo(2);
        assertThatThrownBy(() -> approval.write(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void isOverOneTextOnly() {
        ApprovalFile approval = ApprovalFile.of(release(TEXT), "bob", "key", new byte[] {1});
        PolicyRelease other = release(TEXT.replace("0.5", "0.6"));
        assertThatThrownBy(() -> approval.over(other, Path.of("bob.json")))
                .hasMessageStartingWith("approval bob.json is over sha256 ")
                .hasMessageEndingWith(", which is to be released");
    }

    @Test
    void whatIsNoneIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x.json"), "{\"policy\":\"p\",\"extra\":1}");
        assertThatThrownBy(() -> ApprovalFile.read(file))
                .hasMessageStartingWith("approval " + file + " is none: ")
                .hasMessageEndingWith("allowed: a file that 'sluice policy approve' wrote");
    }
}
