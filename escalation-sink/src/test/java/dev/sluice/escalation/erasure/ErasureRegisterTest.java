package dev.sluice.escalation.erasure;

import static dev.sluice.escalation.retention.TestCases.DANA;
import static dev.sluice.escalation.retention.TestCases.MIRA;
import static dev.sluice.escalation.retention.TestCases.NOAH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.access.EvidenceAccess;
import dev.sluice.escalation.access.Release;
import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.erasure.Erasure.State;
import dev.sluice.escalation.erasure.ErasureRegister.Times;
import dev.sluice.escalation.hold.Hold;
import dev.sluice.escalation.hold.HoldKind;
import dev.sluice.escalation.hold.HoldOrder;
import dev.sluice.escalation.hold.HoldRegister;
import dev.sluice.escalation.hold.HoldScope;
import dev.sluice.escalation.retention.RetentionSchedule.OnErasure;
import dev.sluice.escalation.retention.TestCases;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.schemas.encryption.Clear;
import dev.sluice.schemas.encryption.Erased;
import dev.sluice.schemas.encryption.FieldCipher;
import dev.sluice.schemas.encryption.KeyFolder;
import dev.sluice.schemas.encryption.LocalKeyFile;
import dev.sluice.schemas.encryption.Readable;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Period;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureRegisterTest {
    private static final Period DAY = Period.ofDays(1);
    private static final String WHY = "request of 3 May";

    @TempDir
    Path temp;

    private World world;

    /** A vault, keys of people, and a field about each of two people. */
    private static final class World {
        private final TestCases cases;
        private final Path people;
        private final FieldCipher cipher;
        private final String evidence;
        private final String others;
        private final byte[] field;
        private final byte[] othersField;

        World(Path temp) throws IOException {
            cases = new TestCases(temp);
            evidence = cases.seal("p-1", "m-7");
            others = cases.seal("p-2", "m-8");
            people = temp.resolve("people");
            cipher = new FieldCipher(
                    KeyFolder.open(people), LocalKeyFile.create(temp.resolve("people.json")), () -> DANA_NOW);
            field = cipher.encrypt("m-7", "Statement", "text", "s-1", "words".getBytes(UTF_8));
            othersField = cipher.encrypt("m-8", "Statement", "text", "s-2", "words".getBytes(UTF_8));
        }

        Readable field() {
            return cipher.decrypt("m-7", "Statement", "text", "s-1", field);
        }

        Readable othersField() {
            return cipher.decrypt("m-8", "Statement", "text", "s-2", othersField);
        }

        boolean has(String id) {
            return Files.exists(cases.vault().resolve("packages/" + id.substring(0, 2) + "/" + id + "/v1"));
        }

        int verify() throws IOException {
            try (EvidenceStorage storage = cases.storage()) {
                return VaultVerifier.verify(cases.vault(), storage, null, each -> {})
                        .exitCode();
            }
        }
    }

    private static final java.time.Instant DANA_NOW = TestCases.after(DAY).instant();

    @BeforeEach
    void build() throws IOException {
        world = new World(temp.resolve("world"));
    }

    @Test
    void withoutAHoldItRunsAtOnceAndSaysWhatItKeepsAndWhy() throws IOException {
        Erasure request = request(OnErasure.KEEP);
        assertThat(request.state()).isEqualTo(State.COMPLETED);
        assertThat(world.field()).isInstanceOf(Erased.class);
        assertThat(world.othersField()).isInstanceOf(Clear.class);
        assertThat(world.has(world.evidence)).isTrue();
        assertThat(request.kept())
                .singleElement()
                .asString()
                .startsWith(world.evidence + ": kept until ")
                .endsWith("(GDPR art. 17(3))");
        assertThat(request.deleted()).isEmpty();
        assertThat(world.verify()).isZero();
    }

    @Test
    void evidenceGoesWhereTheScheduleLetsIt() throws IOException {
        Erasure request = request(OnErasure.DELETE);
        assertThat(request.deleted()).containsExactly(world.evidence);
        assertThat(world.has(world.evidence)).isFalse();
        assertThat(world.has(world.others)).isTrue();
        assertThat(world.verify()).isZero();
    }

    @Test
    void whileAHoldStandsNothingIsErasedAndTheLastReleaseRunsIt() throws IOException {
        Hold one = place(new HoldScope.Author("m-7"));
        Hold two = place(new HoldScope.Packages(new TreeSet<>(List.of(world.evidence))));
        Erasure request = request(OnErasure.DELETE);
        assertThat(request.state()).isEqualTo(State.DEFERRED);
        assertThat(request.holds()).containsExactlyInAnyOrder(one.id(), two.id());
        assertThat(Erasures.read(world.cases.vault()).restricting(SubjectName.of("m-7")))
                .isPresent();
        assertThat(world.field()).isInstanceOf(Clear.class);
        assertThat(world.has(world.evidence)).isTrue();

        release(one);
        assertThat(pending()).singleElement().satisfies(still -> {
            assertThat(still.state()).isEqualTo(State.DEFERRED);
            assertThat(still.holds()).containsExactly(two.id());
        });
        release(two);
        assertThat(pending()).singleElement().extracting(Erasure::state).isEqualTo(State.COMPLETED);
        assertThat(world.field()).isInstanceOf(Erased.class);
        assertThat(world.has(world.evidence)).isFalse();
        assertThat(Erasures.read(world.cases.vault()).restricting(SubjectName.of("m-7")))
                .isEmpty();
        assertThat(pending()).isEmpty();
    }

    @Test
    void whoLooksWhileARequestWaitsSaysSoInCustody() throws IOException {
        var unused = place(new HoldScope.Author("m-7"));
        Erasure request = request(OnErasure.KEEP);
        try (EvidenceAccess access = EvidenceAccess.open(
                world.cases.vault(), world.cases.storage(), MIRA, TestCases.after(DAY), StepHook.NONE)) {
            byte[] post = access.view(access.find(world.evidence), "data/post/post.json", "for counsel");
            assertThat(post).isNotEmpty();
            post = access.view(access.find(world.others), "data/post/post.json", "for the other case");
            assertThat(post).isNotEmpty();
            assertThat(access.release(
                            List.of(access.find(world.evidence)), new Release("for the court", "a.zip", "an order")))
                    .hasSize(1);
        }
        assertThat(custody())
                .contains("\"purpose\":\"[restricted by erasure request " + request.id() + "] an order\"")
                .contains("\"purpose\":\"[restricted by erasure request " + request.id() + "] for the court\"")
                .contains("\"purpose\":\"[restricted by erasure request " + request.id() + "] for counsel\"")
                .contains("\"purpose\":\"for the other case\"");
    }

    @Test
    void theSameRequestTwiceIsOneAndWritesNothingTheSecondTime() throws IOException {
        Erasure first = request(OnErasure.KEEP);
        String custody = custody();
        assertThat(request(OnErasure.KEEP)).isEqualTo(first);
        assertThat(custody()).isEqualTo(custody);
    }

    @Test
    void anotherRequestLaterErasesWhatWasWrittenSince() throws IOException {
        var unused = request(OnErasure.KEEP);
        byte[] later = world.cipher.encrypt("m-7", "Statement", "text", "s-9", "more".getBytes(UTF_8));
        try (ErasureRegister register = open(world, OnErasure.KEEP, StepHook.NONE)) {
            assertThat(register.request("m-7", "E-5", List.of(world.people), WHY)
                            .state())
                    .isEqualTo(State.COMPLETED);
        }
        assertThat(world.cipher.decrypt("m-7", "Statement", "text", "s-9", later))
                .isInstanceOf(Erased.class);
    }

    @Test
    void aPersonWithoutAnythingIsErasedTooAndItIsWrittenDown() {
        try (ErasureRegister register = open(world, OnErasure.KEEP, StepHook.NONE)) {
            Erasure request = register.request("m-99", "E-6", List.of(world.people), WHY);
            assertThat(request.state()).isEqualTo(State.COMPLETED);
            assertThat(request.kept()).isEmpty();
        }
    }

    @Test
    void theJournalNamesNobody() throws IOException {
        var unused = request(OnErasure.KEEP);
        String journal;
        try (var files = Files.walk(world.cases.vault().resolve("journal/erasures"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
            journal = all.toString();
        }
        assertThat(journal).contains(SubjectName.of("m-7").hex()).doesNotContain("m-7");
        assertThat(journal).contains("REQUESTED", "STARTED", "KEYS_SHREDDED", "EVIDENCE_SETTLED", "COMPLETED");
    }

    @Test
    void aCrashAtAnyStepIsMadeGood() throws IOException {
        for (int at = 1; ; at++) {
            World crashing = new World(temp.resolve("crash-" + at));
            int[] left = {at};
            StepHook crash = (step, path) -> {
                if (--left[0] == 0) {
                    throw new IOException("power cut at " + step);
                }
            };
            boolean crashed = false;
            try (ErasureRegister register = open(crashing, OnErasure.DELETE, crash)) {
                var unused = register.request("m-7", "E-4", List.of(crashing.people), WHY);
            } catch (VaultException e) {
                crashed = true;
                assertThat(e).hasMessageContaining("power cut");
            }
            try (ErasureRegister register = open(crashing, OnErasure.DELETE, StepHook.NONE)) {
                var unused = register.runPending(WHY);
                Erasure request = register.request("m-7", "E-4", List.of(crashing.people), WHY);
                assertThat(request.state()).as("after a crash at step %d", at).isEqualTo(State.COMPLETED);
                assertThat(request.deleted()).as("at step %d", at).containsExactly(crashing.evidence);
            }
            assertThat(crashing.field()).isInstanceOf(Erased.class);
            assertThat(crashing.othersField()).isInstanceOf(Clear.class);
            assertThat(crashing.has(crashing.evidence)).isFalse();
            assertThat(crashing.has(crashing.others)).isTrue();
            assertThat(crashing.cases.vault().resolve("staging")).isEmptyDirectory();
            assertThat(crashing.verify()).isZero();
            if (!crashed) {
                assertThat(at).as("steps").isGreaterThan(20);
                return;
            }
        }
    }

    @Test
    void aFolderOfKeysThatIsMissingLeavesTheRequestOpen() throws IOException {
        try (ErasureRegister register = open(world, OnErasure.KEEP, StepHook.NONE)) {
            assertThatThrownBy(() -> register.request("m-7", "E-4", List.of(temp.resolve("nowhere")), WHY))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining("nowhere' does not exist");
        }
        Hold hold = place(new HoldScope.Author("m-7"));
        assertThat(request(OnErasure.KEEP).state()).isEqualTo(State.DEFERRED);
        release(hold);
        Path moved = Files.move(world.people, temp.resolve("moved"));
        assertThatThrownBy(this::pending).hasMessageContaining("people' does not exist");
        Files.move(moved, world.people);
        assertThat(pending()).singleElement().extracting(Erasure::state).isEqualTo(State.COMPLETED);
        assertThat(world.field()).isInstanceOf(Erased.class);
    }

    @Test
    void packagesThatNobodyCanReadAreCounted() throws IOException {
        Files.move(temp.resolve("world/cases"), temp.resolve("lost"));
        assertThat(request(OnErasure.DELETE).unreadable()).isEqualTo(2);
        assertThat(world.has(world.evidence)).isTrue();
    }

    @Test
    void rolesThatMayNotAreRefusedAndSoAreHalfRequests() throws IOException {
        EvidenceStorage storage = world.cases.storage();
        Actor auditor = new Actor("x", Role.AUDITOR, "os:x");
        assertThatThrownBy(() -> ErasureRegister.open(
                        world.cases.vault(), storage, TestCases.schedule(OnErasure.KEEP), auditor, Times.SYSTEM))
                .hasMessageContaining("role 'auditor' may not erase");
        try (ErasureRegister register = open(world, OnErasure.KEEP, StepHook.NONE)) {
            assertThatThrownBy(() -> register.request("m-7", " ", List.of(), WHY))
                    .hasMessageContaining("reference");
            assertThatThrownBy(() -> register.request("", "E-4", List.of(), WHY))
                    .hasMessageContaining("subject of a key has 0 characters");
        }
    }

    private Erasure request(OnErasure onErasure) {
        try (ErasureRegister register = open(world, onErasure, StepHook.NONE)) {
            return register.request("m-7", "E-4", List.of(world.people), WHY);
        }
    }

    private List<Erasure> pending() {
        try (ErasureRegister register = open(world, OnErasure.DELETE, StepHook.NONE)) {
            return register.runPending(WHY);
        }
    }

    private Hold place(HoldScope scope) throws IOException {
        try (HoldRegister holds = holds(MIRA)) {
            return holds.place(new HoldOrder(HoldKind.LITIGATION, scope, "claim", ""), null, WHY);
        }
    }

    private void release(Hold hold) throws IOException {
        try (HoldRegister holds = holds(MIRA)) {
            var unused = holds.proposeRelease(hold.id(), "settled");
        }
        try (HoldRegister holds = holds(NOAH)) {
            var unused = holds.release(hold.id(), "settled");
        }
    }

    private HoldRegister holds(Actor actor) throws IOException {
        return HoldRegister.open(
                world.cases.vault(), world.cases.storage(), actor, TestCases.after(DAY), StepHook.NONE);
    }

    private static ErasureRegister open(World world, OnErasure onErasure, StepHook hook) {
        try {
            return ErasureRegister.open(
                    world.cases.vault(),
                    world.cases.storage(hook),
                    TestCases.schedule(onErasure),
                    DANA,
                    new Times(TestCases.after(DAY), hook));
        } catch (IOException e) {
            throw new VaultException("storage failed: " + e.getMessage(), e);
        }
    }

    private String custody() throws IOException {
        return Files.readString(world.cases.vault().resolve("custody/custody.jsonl"));
    }
}
