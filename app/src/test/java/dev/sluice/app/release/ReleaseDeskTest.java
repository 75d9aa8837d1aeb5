package dev.sluice.app.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.schemas.Approval;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.topology.policy.Approvers;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import dev.sluice.topology.release.RefusedReleaseException;
import dev.sluice.topology.release.ReleaseForm;
import dev.sluice.topology.release.ReleaseVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the desk refuses before it reaches for the topic. There is no cluster here: whatever got past the desk would fail
 * with an error of Kafka, and not with a refusal.
 */
class ReleaseDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private ReleaseFolder releases;
    private PolicyPack pack;

    @BeforeEach
    void makeFolder() throws IOException {
        releases = new ReleaseFolder(folder, "ada", "bob", "eve");
        pack = PolicyBook.loadPack(releases.pack("1.0.0", "0.5").resolve("policy.yaml"));
    }

    private ReleaseVerifier verifier() {
        return new ReleaseVerifier(Approvers.load(releases.policies()), Notices.load(releases.policies()), text -> {
            throw new AssertionError("no example has a text");
        });
    }

    private Approval approval(PolicyRelease release, String name) {
        SigningKey key = SigningKey.load(releases.key(name));
        return new Approval(name, key.verificationKey().id(), ByteBuffer.wrap(key.sign(ReleaseForm.of(release))));
    }

    private void refused(PolicyRelease release, List<Approval> approvals, String why) {
        try (SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("desk"))) {
            ReleaseDesk desk = new ReleaseDesk(Map.of(), "", registry, Clock.fixed(NOW, ZoneOffset.UTC));
            assertThatThrownBy(() ->
                            desk.publish(release, approvals, null, verifier(), PolicyBook.load(releases.policies())))
                    .isInstanceOf(RefusedReleaseException.class)
                    .hasMessageContaining(why);
        }
    }

    @Test
    void oneSignatureIsNotEnough() {
        PolicyRelease release = ReleaseDesk.release(pack, "ada");
        refused(release, List.of(approval(release, "bob")), "there are 1 approvals; allowed: at least 2");
    }

    @Test
    void theSamePersonTwiceAndTheAuthorAreNotEnough() {
        PolicyRelease release = ReleaseDesk.release(pack, "ada");
        Approval bob = approval(release, "bob");
        refused(release, List.of(bob, bob), "approver bob is there twice");
        refused(release, List.of(bob, approval(release, "ada")), "approver ada is the author");
    }

    @Test
    void aForgedSignatureIsRefused() {
        PolicyRelease release = ReleaseDesk.release(pack, "ada");
        Approval forged = approval(release, "eve");
        forged.setSignature(ByteBuffer.wrap(new byte[64]));
        refused(release, List.of(approval(release, "bob"), forged), "the signature of eve is not over this release");
    }

    @Test
    void aSignatureOverAnotherTextIsRefused() throws IOException {
        PolicyRelease release = ReleaseDesk.release(pack, "ada");
        List<Approval> signed = new ArrayList<>(List.of(approval(release, "bob"), approval(release, "eve")));
        PolicyPack other = PolicyBook.loadPack(releases.pack("1.0.0", "0.6").resolve("policy.yaml"));
        refused(ReleaseDesk.release(other, "ada"), signed, "is not over this release");
    }

    @Test
    void theCommandRefusesOneSignatureAndAForgedOneWithoutACluster() throws IOException {
        Path config = Files.writeString(folder.resolve("sluice.yaml"), """
                kafka:
                  bootstrapServers: "localhost:1"
                registry:
                  urls: ["mock://desk"]
                """);
        assertThat(releases.approve("ada", "bob").exitCode()).isZero();
        assertThat(releases.release(config, "ada", "bob").output()).contains("there are 1 approvals");
        assertThat(releases.approve("ada", "eve").exitCode()).isZero();
        String forged = Files.readString(releases.approval("bob")).replace("\"bob\"", "\"eve\"");
        Files.writeString(releases.approval("eve"), forged);
        assertThat(releases.release(config, "ada", "bob", "eve").output())
                .contains("the approval of eve is by another key");
    }

    @Test
    void aStopByNobodyIsRefused() {
        refused(
                ReleaseDesk.stop("test", "1.0.0", List.of("insult"), "bob"),
                List.of(),
                "there are 0 approvals; allowed: at least 1");
    }

    @Test
    void aStopOfWhatIsNotThereIsRefused() {
        PolicyBook book = PolicyBook.load(releases.policies());
        assertThatThrownBy(() -> ReleaseDesk.requireKnown(
                        ReleaseDesk.stop("test", "1.0.0", List.of("insult", "insults"), "bob"),
                        List.of(),
                        verifier(),
                        book))
                .hasMessage("rule insults is not in policy test; allowed: insult");
        assertThatThrownBy(() -> ReleaseDesk.requireKnown(
                        ReleaseDesk.stop("test", "1.1.0", List.of("insult"), "bob"), List.of(), verifier(), book))
                .hasMessageContaining("up to version 1.1.0 of policy test, which was not released");
        assertThatThrownBy(() -> ReleaseDesk.requireKnown(
                        ReleaseDesk.stop("tset", "1.0.0", List.of("insult"), "bob"), List.of(), verifier(), book))
                .hasMessageContaining("policy tset is neither in the folder nor released");
    }

    @Test
    void aStopOfWhatWasReleasedIsNotRefused() throws IOException {
        PolicyBook before = PolicyBook.load(releases.policies());
        PolicyPack next = PolicyBook.loadPack(releases.pack("1.1.0", "0.6").resolve("policy.yaml"));
        PolicyRelease release = ReleaseDesk.release(next, "ada");
        release.setApprovals(List.of(approval(release, "bob"), approval(release, "eve")));
        ReleaseDesk.requireKnown(
                ReleaseDesk.stop("test", "1.1.0", List.of("insult"), "bob"),
                List.of(new ReleaseDesk.Published("policies-0@0", NOW, release)),
                verifier(),
                before);
    }
}
