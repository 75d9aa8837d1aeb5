package dev.sluice.escalation.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents that come after their evidence was sealed. */
public class SupplementsTest {
    private static final AvroSerde<EvidenceSupplement> SERDE =
            new AvroSerde<>(EvidenceSupplement.class, Escalations.REGISTRY);
    private static final String FOLDER = "data/notices/supplement-s-1/";

    @TempDir
    Path temp;

    @Test
    void documentMakesTheNextVersionWithAllThatWasThereBefore() throws IOException {
        Path first = TestVaults.seal(folder(), "p-1");
        SealResult.Sealed added = (SealResult.Sealed) add(addition("s-1", "p-1", "A letter."));
        assertThat(added.custody().act().version()).isEqualTo(2);
        assertThat(added.repeated()).isFalse();
        Path second = folder().resolve(added.location());
        assertThat(Files.readString(second.resolve(FOLDER + "document-letter.txt")))
                .isEqualTo("A letter.");
        assertThat(Files.readString(second.resolve(FOLDER + "supplement.json")))
                .contains("\"reason\" : \"A notice came.\"");
        assertThat(second.resolve("data/escalation/escalation.avro"))
                .hasSameBinaryContentAs(first.resolve("data/escalation/escalation.avro"));
        assertSound(2);
    }

    @Test
    void sameDocumentTwiceMakesOneVersion() {
        TestVaults.seal(folder(), "p-1");
        SealResult.Sealed first = (SealResult.Sealed) add(addition("s-1", "p-1", "A letter."));
        var other = add(addition("s-2", "p-1", "Another letter."));
        SealResult.Sealed again = (SealResult.Sealed) add(addition("s-1", "p-1", "A letter."));
        assertThat(other).isInstanceOf(SealResult.Sealed.class);
        assertThat(again.repeated()).isTrue();
        assertThat(again.custody()).isEqualTo(first.custody());
        assertSound(3);
    }

    @Test
    void sameDocumentTwiceInOneBatchMakesOneVersion() {
        TestVaults.seal(folder(), "p-1");
        Addition addition = addition("s-1", "p-1", "A letter.");
        try (Vault vault = TestVaults.open(folder())) {
            assertThat(vault.add(List.of(addition, addition)))
                    .extracting(result -> ((SealResult.Sealed) result).repeated())
                    .containsExactly(false, true);
        }
        assertSound(2);
    }

    @Test
    void otherDocumentUnderTheSameIdIsAConflict() {
        TestVaults.seal(folder(), "p-1");
        add(addition("s-1", "p-1", "A letter."));
        assertThat(add(addition("s-1", "p-1", "Other words.")))
                .isInstanceOfSatisfying(
                        SealResult.Conflict.class,
                        conflict -> assertThat(conflict.detail()).contains("with other content"));
        assertSound(2);
    }

    @Test
    void documentOfEvidenceThatIsNotSealedIsUnknown() {
        TestVaults.seal(folder(), "p-1");
        assertThat(add(addition("s-1", "p-2", "A letter."))).isInstanceOf(SealResult.Unknown.class);
        assertSound(1);
    }

    @Test
    void newMaterialFromThePipelineKeepsTheDocuments() {
        TestVaults.seal(folder(), "p-1");
        add(addition("s-1", "p-1", "A letter."));
        SealResult.Sealed third = (SealResult.Sealed) seal(secondVersion());
        assertThat(third.custody().act().version()).isEqualTo(3);
        assertThat(folder().resolve(third.location()).resolve(FOLDER + "document-letter.txt"))
                .hasContent("A letter.");
        assertThat(((SealResult.Sealed) seal(secondVersion())).repeated()).isTrue();
        assertSound(3);
    }

    @Test
    void crashBeforeAnyStepOfAddingLeavesOneVersionWhicheverTopicIsReadFirstThen() throws IOException {
        List<Step> steps = new ArrayList<>();
        TestVaults.seal(folder("untouched"), "p-1");
        add(folder("untouched"), addition("s-1", "p-1", "A letter."), (step, path) -> steps.add(step));
        assertThat(steps).contains(Step.PUBLISH, Step.APPEND);
        for (int failing = 0; failing < steps.size(); failing++) {
            Path vault = folder("crash-" + failing);
            TestVaults.seal(vault, "p-1");
            int[] left = {failing};
            StepHook crash = (step, path) -> {
                if (left[0]-- == 0) {
                    throw new IOException("power cut");
                }
            };
            Addition addition = addition("s-1", "p-1", "A letter.");
            assertThatThrownBy(() -> add(vault, addition, crash)).isInstanceOf(VaultException.class);
            if (failing % 2 == 0) {
                seal(vault, secondVersion());
                add(vault, addition, StepHook.NONE);
            } else {
                add(vault, addition, StepHook.NONE);
                seal(vault, secondVersion());
            }
            assertThat(((SealResult.Sealed) add(vault, addition, StepHook.NONE)).repeated())
                    .isTrue();
            VaultVerification verification = VaultVerifier.verify(vault, null, each -> {});
            assertThat(verification.problems())
                    .as("crash before step " + failing)
                    .isEmpty();
            assertThat(verification.packages()).isEqualTo(3);
            assertThat(verification.ok()).isTrue();
        }
    }

    @Test
    void crashOfANewVersionIsHealedWhereTheDocumentIsReadFirst() {
        TestVaults.seal(folder(), "p-1");
        StepHook crash = (step, path) -> {
            if (step == Step.APPEND) {
                throw new IOException("power cut");
            }
        };
        try (Vault vault = TestVaults.open(folder(), crash)) {
            assertThatThrownBy(() -> vault.seal(secondVersion())).isInstanceOf(VaultException.class);
        }
        SealResult.Sealed added = (SealResult.Sealed) add(addition("s-1", "p-1", "A letter."));
        assertThat(added.custody().act().version()).isEqualTo(3);
        assertThat(((SealResult.Sealed) seal(secondVersion())).repeated()).isTrue();
        assertSound(3);
    }

    @Test
    void supplementThatNamesNothingItCouldBeAddedAsIsRefused() {
        assertThat(Addition.problem(supplement("s-1", " ", "A letter."))).startsWith("field 'escalation' is blank");
        EvidenceSupplement kind = supplement("s-1", "p-1", "A letter.");
        kind.setKind("../../gossip");
        assertThat(Addition.problem(kind)).contains("field 'kind'").doesNotContain("gossip");
        EvidenceSupplement reason = supplement("s-1", "p-1", "A letter.");
        reason.setReason("x".repeat(10_001));
        assertThat(Addition.problem(reason)).contains("10001 characters");
        assertThat(Addition.problem(supplement("s-1", "p-1", "A letter."))).isNull();
    }

    @Test
    void nothingIsAddedToAPointer() {
        seal(Escalations.evidence(Escalations.pointer("p-1")));
        assertThat(add(addition("s-1", "p-1", "A letter.")))
                .isInstanceOfSatisfying(
                        SealResult.Barred.class,
                        barred -> assertThat(barred.detail()).contains("only a pointer may be kept"));
        Escalation content = Escalations.of("p-1");
        content.setVersion(2);
        assertThat(seal(Escalations.evidence(content))).isInstanceOf(SealResult.Barred.class);
        content.setVersion(1);
        assertThat(seal(Escalations.evidence(content))).isInstanceOf(SealResult.Barred.class);
        assertSound(1);
        try (Vault vault = TestVaults.open(folder())) {
            assertThat(vault.takesDocuments("p-1")).isFalse();
            assertThat(vault.takesDocuments("p-2")).isTrue();
            assertThatThrownBy(() -> vault.supplement(
                            new Supplement(
                                    idOf("p-1"),
                                    List.of(supplement("s-1", "p-1", "A letter.")
                                            .getDocument()),
                                    List.of()),
                            new Actor("m.example", Role.LEGAL, "os:mex"),
                            "by hand"))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("is a pointer, to which nothing may be added");
        }
    }

    @Test
    void newVersionOfAPointerIsAPointer() {
        seal(Escalations.evidence(Escalations.pointer("p-1")));
        Escalation next = Escalations.pointer("p-1");
        next.setVersion(2);
        assertThat(seal(Escalations.evidence(next))).isInstanceOf(SealResult.Sealed.class);
        assertSound(2);
    }

    @Test
    void maliciousIdsAndNamesBecomeNoPaths() {
        TestVaults.seal(folder(), "p-1");
        EvidenceSupplement supplement = supplement("../../../etc/\u0000", "p-1", "A letter.");
        supplement.getDocument().setName("../../\u202Eexe.<b>");
        SealResult.Sealed added = (SealResult.Sealed) add(of(supplement));
        assertThat(VaultIndex.show(folder(), added.packageId()).files())
                .filteredOn(file -> file.contains("supplement-"))
                .hasSize(5)
                .allMatch(file -> file.matches("data/notices/supplement-sha256-[0-9a-f]{32}/[a-z0-9.-]+"));
        assertSound(2);
    }

    /** A supplement of an escalation. */
    public static EvidenceSupplement supplement(String id, String escalation, String words) {
        return EvidenceSupplement.newBuilder()
                .setId(id)
                .setEscalation(escalation)
                .setKind("notice")
                .setDocument(Exhibit.newBuilder()
                        .setId("document-" + id)
                        .setName("letter.txt")
                        .setMime("text/plain")
                        .setAt(TestVaults.NOW)
                        .setContent(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)))
                        .build())
                .setReason("A notice came.")
                .setAt(TestVaults.NOW)
                .build();
    }

    /** The supplement's bytes on the topic. */
    public static byte[] bytes(EvidenceSupplement supplement) {
        return SERDE.encode("supplements", supplement);
    }

    private static Addition addition(String id, String escalation, String words) {
        return of(supplement(id, escalation, words));
    }

    private static Addition of(EvidenceSupplement supplement) {
        return new Addition(supplement, bytes(supplement), ShippedSchemas.plain(EvidenceSupplement.getClassSchema()));
    }

    private static Evidence secondVersion() {
        Escalation second = Escalations.of("p-1");
        second.setVersion(2);
        second.setChange("The post was edited.");
        return Escalations.evidence(second);
    }

    private static String idOf(String escalation) {
        return Names.packageId(TestVaults.settings(Path.of("vault")).tenant(), escalation);
    }

    private SealResult add(Addition addition) {
        return add(folder(), addition, StepHook.NONE);
    }

    private static SealResult add(Path folder, Addition addition, StepHook hook) {
        try (Vault vault = TestVaults.open(folder, hook)) {
            return vault.add(List.of(addition)).getFirst();
        }
    }

    private SealResult seal(Evidence evidence) {
        return seal(folder(), evidence);
    }

    private static SealResult seal(Path folder, Evidence evidence) {
        try (Vault vault = TestVaults.open(folder)) {
            return vault.seal(evidence);
        }
    }

    private void assertSound(int versions) {
        VaultVerification verification = VaultVerifier.verify(folder(), null, each -> {});
        assertThat(verification.problems()).isEmpty();
        assertThat(verification.ok()).isTrue();
        assertThat(verification.packages()).isEqualTo(versions);
    }

    private Path folder() {
        return folder("one");
    }

    private Path folder(String name) {
        return temp.resolve(name).resolve("vault");
    }
}
