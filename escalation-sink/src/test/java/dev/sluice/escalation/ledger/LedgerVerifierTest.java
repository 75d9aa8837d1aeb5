package dev.sluice.escalation.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.CustodyEvent;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.LogFolder;
import dev.sluice.escalation.log.LogStorage;
import dev.sluice.escalation.log.MerkleLog;
import dev.sluice.escalation.log.NoteKey;
import dev.sluice.escalation.log.SignedNote;
import dev.sluice.escalation.timestamp.TestAuthority;
import dev.sluice.escalation.timestamp.TimestampClient;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody might do to a log, and what verifying says to it. */
class LedgerVerifierTest {
    private static final String CHECKPOINT = "log/issued/000000000003/checkpoint.txt";

    @TempDir
    Path temp;

    private Path vault;
    private final List<CustodyEvent> sealings = new ArrayList<>();

    @BeforeEach
    void sealsThree() {
        vault = temp.resolve("vault");
        try (Vault open = TestVaults.open(vault);
                Ledger ledger = TestLedgers.open(vault)) {
            for (String id : List.of("p-1", "p-2", "p-3")) {
                sealings.add(TestLedgers.seal(open, id).custody());
            }
            ledger.commit();
        }
        assertThat(TestLedgers.verify(vault).problems()).isEmpty();
    }

    @Test
    void rewrittenLogIsToldFromTheCheckpointThatWasIssued() throws IOException {
        rewriteLog(List.of(
                statement(0),
                new LeafStatement(
                        sealings.get(1).act().packageId(),
                        1,
                        "0".repeat(64),
                        TestVaults.NOW,
                        sealings.get(1).seq(),
                        sealings.get(1).hash()),
                statement(2)));
        assertThat(verify())
                .contains("log leaf 1: does not say what custody event 4 says")
                .contains(CHECKPOINT + ": has another root than the log's first 3 leaves: the log was rewritten");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void rewrittenLogIsToldFromACheckpointThatSomebodyKeptEvenWhereAllElseWasRewritten() throws IOException {
        SignedNote kept = SignedNote.parse(Files.readAllBytes(vault.resolve(CHECKPOINT)));
        deleteAll(vault.resolve("log"));
        deleteAll(vault.resolve("custody"));
        deleteAll(vault.resolve("packages"));
        TestLedgers.seal(vault, "p-1", "p-3", "p-4", "p-5");
        assertThat(TestLedgers.verify(vault).problems()).isEmpty();
        LedgerVerification verification = verifyWith(new LedgerTrust(null, List.of(), List.of(), List.of(kept)));
        assertThat(verification.problems())
                .singleElement()
                .hasToString("kept checkpoint: has another root than the log's first 3 leaves: the log was rewritten");
        assertThat(verification.exitCode()).isEqualTo(6);
    }

    @Test
    void logThatWasCutAndSignedAnewIsToldFromTheCheckpointThatWasIssuedAndFromCustody() throws IOException {
        rewriteLog(List.of(statement(0), statement(1)));
        assertThat(verify())
                .contains(CHECKPOINT + ": has 3 leaves and the log only 2: the log was cut")
                .anyMatch(problem -> problem.startsWith(location(2) + ": has no leaf in the log; a sink at work"));
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void entriesThatAreGoneAreNamed() throws IOException {
        Files.delete(vault.resolve("log/tile/entries/000.p/3"));
        assertThat(verify())
                .contains("log/tile/entries/000.p/3: the log is cut after 0 of 3 leaves:"
                        + " tile/entries/000.p/3 is missing");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void leafThatIsMissingIsNamedWithItsPackage() throws IOException {
        rewriteLog(List.of(statement(0), statement(2)));
        assertThat(verify()).contains(location(1) + ": has no leaf in the log, although later packages have");
    }

    @Test
    void leafWithoutPackageIsNamed() throws IOException {
        deleteAll(vault.resolve(location(1)));
        assertThat(verify()).containsExactly("log leaf 1: names " + location(1) + ", which is not in the vault");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void leafThatCustodyKnowsNothingOfIsNamed() throws IOException {
        LeafStatement invented =
                new LeafStatement("ab".repeat(20), 1, "0".repeat(64), TestVaults.NOW, 99, "1".repeat(64));
        rewriteLog(List.of(statement(0), statement(1), statement(2), invented));
        assertThat(verify())
                .anyMatch(problem -> problem.startsWith("custody/custody.jsonl: ends with event 6, and leaf 3"));
    }

    @Test
    void packageThatWasPlantedIsNamed() throws IOException {
        Path planted = vault.resolve("packages/ab/" + "ab".repeat(20) + "/v1");
        Files.createDirectories(planted);
        assertThat(verify())
                .containsExactly(
                        "packages/ab/" + "ab".repeat(20) + "/v1: has no leaf in the log, and no custody event");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void packagesThatWereSwappedAreNamed() throws IOException {
        Path first = vault.resolve(location(0));
        Path second = vault.resolve(location(1));
        Path aside = temp.resolve("aside");
        Files.move(first, aside);
        Files.move(second, first);
        Files.move(aside, second);
        assertThat(verify())
                .containsExactlyInAnyOrder(
                        location(0) + ": is not what leaf 0 of the log names",
                        location(1) + ": is not what leaf 1 of the log names");
    }

    @Test
    void custodyLogThatWasCutIsNamedWithTheCodeOfCustody() throws IOException {
        Path custody = vault.resolve("custody/custody.jsonl");
        Files.write(custody, Files.readAllLines(custody).subList(0, 2), StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(verify())
                .containsExactly("custody/custody.jsonl: ends with event 2, and leaf 1 of the log and 1 after it"
                        + " name later ones: it was cut");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(7);
    }

    @Test
    void checkpointThatTheLogDidNotSignHasTheCodeOfSignatures() throws IOException {
        Path head = vault.resolve("log/checkpoint");
        String note = Files.readString(head);
        int at = note.length() - 20;
        rewrite(head, note.substring(0, at) + (note.charAt(at) == 'A' ? 'B' : 'A') + note.substring(at + 1));
        LedgerVerification verification = TestLedgers.verify(vault);
        assertThat(verification.problems())
                .extracting(Object::toString)
                .containsExactly("log/checkpoint: is not signed by the log");
        assertThat(verification.exitCode()).isEqualTo(4);
    }

    @Test
    void checkpointsOfAKeyThatIsNotTrustedHaveTheirOwnCode() {
        VerificationKey other = SigningKey.create(temp.resolve("other.pem")).verificationKey();
        LedgerVerification verification =
                verifyWith(new LedgerTrust(KeyRing.of(List.of(other)), List.of(), List.of(), List.of()));
        assertThat(verification.exitCode()).isEqualTo(8);
        assertThat(verification.problems())
                .extracting(Object::toString)
                .contains("log/checkpoint: is signed with a key that is not trusted");
        VerificationKey own = TestVaults.key(vault).verificationKey();
        assertThat(verifyWith(new LedgerTrust(KeyRing.of(List.of(own)), List.of(), List.of(), List.of()))
                        .ok())
                .isTrue();
    }

    @Test
    void tileThatWasChangedIsNamed() throws IOException {
        Path tile = vault.resolve("log/tile/0/000.p/3");
        byte[] hashes = Files.readAllBytes(tile);
        hashes[40] ^= 1;
        Files.delete(tile);
        Files.write(tile, hashes);
        assertThat(verify()).containsExactly("log/tile/0/000.p/3: is not the tile of the log's leaves");
    }

    @Test
    void filesThatWereAddedAreNamedAndLeftoversOfACrashAreNot() throws IOException {
        Files.write(vault.resolve("log/planted"), new byte[0]);
        Files.write(vault.resolve("log/tile/planted"), new byte[0]);
        Files.write(vault.resolve("log/issued/000000000003/planted"), new byte[0]);
        Files.createDirectory(vault.resolve("log/issued/3"));
        Files.write(vault.resolve("log/checkpoint.unfinished"), new byte[0]);
        Files.write(vault.resolve("log/tile/0/000.p/9"), new byte[32]);
        LedgerVerification verification = TestLedgers.verify(vault);
        assertThat(verification.problems())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "log/planted: was added",
                        "log/tile/planted: was added",
                        "log/issued/3/: was added",
                        "log/issued/000000000003/planted: was added");
        assertThat(verification.exitCode()).isEqualTo(3);
        assertThat(verification.notes()).hasSize(2).allMatch(note -> note.contains("count"));
    }

    @Test
    void logThatIsGoneAltogetherIsNamed() throws IOException {
        deleteAll(vault.resolve("log"));
        assertThat(verify()).containsExactly("log: is missing, and there are 3 packages; the sink makes it");
        assertThat(TestLedgers.verify(vault).exitCode()).isEqualTo(6);
    }

    @Test
    void timestampsThatAreNotOfTheirCheckpointHaveTheirOwnCode() throws Exception {
        byte[] checkpoint = Files.readAllBytes(vault.resolve(CHECKPOINT));
        try (TestAuthority authority = TestAuthority.start(TestVaults.NOW);
                TimestampClient client = new TimestampClient(Duration.ofSeconds(30))) {
            Path timestamp = vault.resolve("log/issued/000000000003/first.tsr");
            Files.write(timestamp, client.stamp(checkpoint, authority.as("first")));
            LedgerTrust trust = new LedgerTrust(null, List.of(), List.of(authority.root()), List.of());
            assertThat(verifyWith(trust).problems()).isEmpty();
            assertThat(verifyWith(trust).timestamps()).isEqualTo(1);
            assertThat(verifyWith(trust).notes()).isEmpty();
            assertThat(TestLedgers.verify(vault).notes())
                    .singleElement()
                    .asString()
                    .contains("CN=Test Timestamp Authority", "taken at their word");

            Files.write(timestamp, client.stamp(new byte[] {1}, authority.as("first")));
            assertThat(verifyWith(trust).problems())
                    .singleElement()
                    .hasToString("log/issued/000000000003/first.tsr: does not hold: it is about other content");
            assertThat(verifyWith(trust).exitCode()).isEqualTo(5);
            Files.write(timestamp, new byte[] {1});
            assertThat(verifyWith(trust).exitCode()).isEqualTo(5);
        }
    }

    @Test
    void recipientAcknowledgesWhatContinuesAndRefusesWhatDoesNot() throws Exception {
        SigningKey key = SigningKey.create(temp.resolve("recipient.pem"));
        List<VerificationKey> logKeys = List.of(TestVaults.key(vault).verificationKey());
        Recipient recipient = Recipient.of("legal.example/desk", key, KeyRing.of(logKeys), temp.resolve("seen"));
        LedgerReader reader = new LedgerReader(vault);
        SignedNote first = recipient.acknowledge(reader.checkpoint(0), TestVaults.CLOCK);
        assertThat(first.cosignedBy(recipient.key())).contains(TestVaults.NOW.truncatedTo(ChronoUnit.SECONDS));
        TestLedgers.seal(vault, "p-4", "p-5");
        assertThatThrownBy(() -> recipient.acknowledge(reader.checkpoint(0), TestVaults.CLOCK))
                .isInstanceOf(RefusedCheckpoint.class)
                .hasMessageContaining("ask for one with --since 3");
        SignedNote second = recipient.acknowledge(reader.checkpoint(3), TestVaults.CLOCK);

        assertThat(reader.keep(first, recipient.key())).startsWith("log/issued/000000000003/ack-");
        assertThat(reader.keep(second, recipient.key())).startsWith("log/issued/000000000005/ack-");
        LedgerTrust knowing = new LedgerTrust(null, List.of(recipient.key()), List.of(), List.of());
        assertThat(verifyWith(knowing).problems()).isEmpty();
        assertThat(verifyWith(knowing).acknowledgements()).isEqualTo(2);
        assertThat(TestLedgers.verify(vault).notes()).singleElement().asString().contains("legal.example/desk");
        NoteKey stranger = NoteKey.of(
                "legal.example/desk", NoteKey.Use.COSIGNATURE, logKeys.get(0).key());
        assertThatThrownBy(() -> reader.keep(first, stranger)).isInstanceOf(VaultException.class);

        rewriteLog(List.of(statement(0), statement(2), statement(1)));
        assertThatThrownBy(() -> recipient.acknowledge(reader.checkpoint(0), TestVaults.CLOCK))
                .isInstanceOfSatisfying(
                        RefusedCheckpoint.class,
                        e -> assertThat(e.kind().exitCode()).isEqualTo(6))
                .hasMessageContaining("the log was cut");
        deleteAll(vault.resolve("log"));
        TestLedgers.seal(vault, "p-6");
        rewriteLog(List.of(statement(2), statement(0), statement(1), statement(0), statement(1), statement(2)));
        assertThatThrownBy(() -> recipient.acknowledge(reader.checkpoint(5), TestVaults.CLOCK))
                .isInstanceOf(RefusedCheckpoint.class)
                .hasMessageContaining("are not of one history: the log was rewritten");
        assertThat(recipient.seen().orElseThrow().size()).isEqualTo(5);
        assertThatThrownBy(() -> reader.keep(second, recipient.key())).hasMessageContaining("that this log never had");
    }

    @Test
    void checkpointOfAKeyThatTheRecipientDoesNotTrustIsNotAcknowledged() {
        SigningKey key = SigningKey.create(temp.resolve("recipient.pem"));
        Recipient recipient =
                Recipient.of("legal.example", key, KeyRing.of(List.of(key.verificationKey())), temp.resolve("seen"));
        assertThatThrownBy(() -> recipient.acknowledge(new LedgerReader(vault).checkpoint(0), TestVaults.CLOCK))
                .isInstanceOfSatisfying(
                        RefusedCheckpoint.class,
                        e -> assertThat(e.kind().exitCode()).isEqualTo(4))
                .hasMessageContaining("signed by none of the keys you trust");
        assertThat(temp.resolve("seen")).doesNotExist();
    }

    @Test
    void packageProvesItselfWithoutTheVault() throws Exception {
        String id = sealings.get(1).act().packageId();
        String manifest = sealings.get(1).act().sha256();
        try (TestAuthority authority = TestAuthority.start(TestVaults.NOW);
                TimestampClient client = new TimestampClient(Duration.ofSeconds(30))) {
            byte[] checkpoint = Files.readAllBytes(vault.resolve(CHECKPOINT));
            Files.write(
                    vault.resolve("log/issued/000000000003/first.tsr"),
                    client.stamp(checkpoint, authority.as("first")));
            PackageProof proof = PackageProof.parse(
                    new LedgerReader(vault).prove(id.substring(0, 8)).files());
            LedgerTrust trust = new LedgerTrust(
                    KeyRing.of(List.of(TestVaults.key(vault).verificationKey())),
                    List.of(),
                    List.of(authority.root()),
                    List.of());
            assertThat(proof.check(id, manifest, trust)).isEmpty();
            assertThat(proof.times(trust))
                    .singleElement()
                    .satisfies(time -> assertThat(time.trusted()).isTrue());
            assertThat(proof.check(id, "0".repeat(64), trust))
                    .singleElement()
                    .asString()
                    .contains("another package");
            VerificationKey other = SigningKey.create(temp.resolve("other.pem")).verificationKey();
            assertThat(proof.check(
                            id, manifest, new LedgerTrust(KeyRing.of(List.of(other)), List.of(), List.of(), List.of())))
                    .singleElement()
                    .asString()
                    .contains("is not signed by the log");
            PackageProof swapped = new PackageProof(statement(0), proof.proof(), proof.timestamps());
            assertThat(swapped.check(
                            sealings.get(0).act().packageId(),
                            sealings.get(0).act().sha256(),
                            trust))
                    .singleElement()
                    .asString()
                    .contains("does not lead from the leaf");
        }
        assertThatThrownBy(() -> new LedgerReader(vault).prove("zz")).hasMessageContaining("names no leaf");
    }

    private List<String> verify() {
        return TestLedgers.verify(vault).problems().stream()
                .map(Object::toString)
                .toList();
    }

    private LedgerVerification verifyWith(LedgerTrust trust) {
        return LedgerVerifier.of(vault, trust).verify();
    }

    private LeafStatement statement(int index) {
        return LeafStatement.of(sealings.get(index));
    }

    private String location(int index) {
        return VaultPlaces.location(statement(index));
    }

    /** As somebody does who has the key: another log with other leaves, the issued checkpoints left in place. */
    private void rewriteLog(List<LeafStatement> statements) throws IOException {
        deleteAll(vault.resolve("log/tile"));
        Files.delete(vault.resolve("log/checkpoint"));
        LogStorage storage = new LogFolder(vault.resolve("log"), new DurableFiles(StepHook.NONE));
        MerkleLog log = MerkleLog.open(
                storage, KeySigner.of(TestLedgers.SETTINGS.origin(), NoteKey.Use.NOTE, TestVaults.key(vault)));
        for (LeafStatement statement : statements) {
            log.append(statement.bytes());
        }
        log.commit();
    }

    private static void rewrite(Path file, String text) throws IOException {
        Files.delete(file);
        Files.writeString(file, text);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}
