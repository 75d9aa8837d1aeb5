package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.log.NoteKey.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleLogTest {
    private final TestSigner signer = TestSigner.of("log.example/evidence", Use.NOTE);
    private final MemoryStorage storage = new MemoryStorage();

    @Test
    void newLogIsBornWithASignedEmptyCheckpoint() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        assertThat(Checkpoint.of(log.note())).isEqualTo(new Checkpoint("log.example/evidence", 0, TreeHash.EMPTY));
        assertThat(log.note().signedBy(signer.key())).isTrue();
        assertThat(LogReader.keys(storage)).containsExactly(signer.key());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCheckpointHasTheRootOfTheDefinitionWhateverTheBatches(long seed) throws IOException {
        Random random = new Random(seed);
        List<byte[]> entries = ProofsTest.numbered(1500);
        NaiveTree naive = NaiveTree.of(entries);
        MerkleLog log = MerkleLog.open(storage, signer);
        for (int size = 0; size < entries.size(); ) {
            int batch = 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
            int end = Math.min(entries.size(), size + batch);
            for (; size < end; size++) {
                assertThat(log.append(entries.get(size))).isEqualTo(size);
            }
            Checkpoint head = Checkpoint.of(log.commit());
            assertThat(head.size()).isEqualTo(size);
            assertThat(head.root()).isEqualTo(naive.root(0, size));
            if (random.nextInt(4) == 0) {
                log = MerkleLog.open(storage, signer);
            }
        }
        assertSound(entries);
        LogReader reader = LogReader.open(storage);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(1500);
            int index = random.nextInt(size);
            int old = random.nextInt(size + 1);
            assertThat(reader.inclusion(index, size)).isEqualTo(naive.path(index, 0, size));
            assertThat(reader.consistency(old, size))
                    .isEqualTo(old == 0 ? List.of() : naive.subproof(old, 0, size, true));
        }
    }

    @Test
    void tilesAreThoseThatTheSpecificationGivesAsItsExample() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        for (int i = 0; i < 70_000; i++) {
            log.append(new byte[] {1});
        }
        log.commit();
        assertThat(storage.contents.keySet().stream().filter(name -> name.startsWith("tile/0/")))
                .hasSize(274)
                .contains("tile/0/000", "tile/0/272", "tile/0/273.p/112");
        assertThat(storage.contents.keySet().stream().filter(name -> name.startsWith("tile/1/")))
                .containsExactly("tile/1/000", "tile/1/001.p/17");
        assertThat(storage.contents.keySet().stream().filter(name -> name.startsWith("tile/2/")))
                .containsExactly("tile/2/000.p/1");
        assertThat(storage.contents.get("tile/0/273.p/112")).hasSize(112 * 32);
        assertThat(new TileName(3, 1_234_067, TileName.FULL).path()).isEqualTo("tile/3/x001/x234/067");
        assertThat(TileName.parse("tile/3/x001/x234/067")).contains(new TileName(3, 1_234_067, TileName.FULL));
    }

    @Test
    void crashBeforeAnyChangeLosesNothingThatCountedAndIsWrittenOver() throws IOException {
        List<byte[]> entries = ProofsTest.numbered(560);
        write(entries, -1);
        Map<String, byte[]> expected = Map.copyOf(storage.contents);
        int changes = storage.changes;
        assertThat(changes).isGreaterThan(40);
        for (int failAt = 0; failAt < changes; failAt++) {
            storage.contents.clear();
            write(entries, failAt);
            assertThat(storage.contents.keySet())
                    .as("crash before change " + failAt)
                    .isEqualTo(expected.keySet());
            storage.contents.forEach(
                    (name, content) -> assertThat(content).as(name).isEqualTo(expected.get(name)));
        }
    }

    @Test
    void whatWasNotCommittedDoesNotCount() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        log.append(new byte[] {1});
        log.commit();
        for (int i = 0; i < 300; i++) {
            log.append(new byte[] {2});
        }
        MerkleLog again = MerkleLog.open(storage, signer);
        assertThat(again.size()).isEqualTo(1);
        again.append(new byte[] {3});
        again.commit();
        assertSound(List.of(new byte[] {1}, new byte[] {3}));
    }

    @Test
    void logThatFailedTakesNothingUntilItIsOpenedAgain() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        log.append(new byte[] {1});
        storage.failAt = storage.changes;
        assertThatThrownBy(log::commit).hasMessage("power cut");
        assertThatThrownBy(log::commit).isInstanceOf(LogException.class).hasMessageContaining("open it again");
        assertThatThrownBy(() -> log.append(new byte[] {1})).isInstanceOf(LogException.class);
    }

    @Test
    void logThatDoesNotHoldIsNotContinued() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        log.append(new byte[] {1});
        log.commit();
        byte[] tile = storage.contents.get("tile/0/000.p/1");
        tile[0] ^= 1;
        assertThatThrownBy(() -> MerkleLog.open(storage, signer)).hasMessageContaining("do not have the root");
        tile[0] ^= 1;
        TestSigner other = TestSigner.of("other.example", Use.NOTE);
        assertThatThrownBy(() -> MerkleLog.open(storage, other))
                .hasMessageContaining("origin is 'log.example/evidence'");
        byte[] checkpoint = storage.contents.remove("checkpoint");
        assertThatThrownBy(() -> MerkleLog.open(storage, signer)).hasMessageContaining("tiles and no checkpoint");
        storage.contents.put("checkpoint", checkpoint);
        storage.contents.put("keys.txt", (TestSigner.of("x", Use.NOTE).key().text() + "\n").getBytes());
        assertThatThrownBy(() -> MerkleLog.open(storage, signer)).hasMessageContaining("signed by none of its keys");
    }

    @Test
    void newKeyIsAddedToThoseOfTheLog() throws IOException {
        MerkleLog.open(storage, signer);
        TestSigner next = TestSigner.of("log.example/evidence", Use.NOTE);
        MerkleLog log = MerkleLog.open(storage, next);
        log.append(new byte[] {1});
        assertThat(log.commit().signedBy(next.key())).isTrue();
        assertThat(LogReader.keys(storage)).containsExactly(signer.key(), next.key());
    }

    @Test
    void entryThatIsTooLongIsRefusedAndTheLogGoesOn() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        assertThatThrownBy(() -> log.append(new byte[1 << 16]))
                .isInstanceOf(LogException.class)
                .hasMessage("an entry has 65536 bytes; allowed: 65535");
        log.append(new byte[0xffff]);
        log.commit();
        assertThat(LogReader.open(storage).last().orElseThrow()).hasSize(0xffff);
    }

    @Test
    void proofTravelsAlone() throws IOException {
        MerkleLog log = MerkleLog.open(storage, signer);
        for (byte[] entry : ProofsTest.numbered(20)) {
            log.append(entry);
        }
        SignedNote note = log.commit();
        LogReader reader = LogReader.open(storage);
        TlogProof proof = TlogProof.parse(new TlogProof(7, reader.inclusion(7, 20), note).bytes());
        assertThat(proof.proves(ProofsTest.numbered(20).get(7))).isTrue();
        assertThat(proof.proves(ProofsTest.numbered(20).get(8))).isFalse();
        assertThat(proof.checkpoint().signedBy(signer.key())).isTrue();
        CheckpointUpdate update =
                CheckpointUpdate.parse(new CheckpointUpdate(13, reader.consistency(13, 20), note).bytes());
        assertThat(update.oldSize()).isEqualTo(13);
        assertThat(update.proof()).isEqualTo(reader.consistency(13, 20));
        assertThatThrownBy(() -> TlogProof.parse(new byte[] {1})).isInstanceOf(LogException.class);
        assertThatThrownBy(() -> CheckpointUpdate.parse(new byte[] {1})).isInstanceOf(LogException.class);
    }

    /** Appends in batches of 31, going on after a crash as whoever feeds a log does: from what counts. */
    private void write(List<byte[]> entries, int failAt) throws IOException {
        storage.changes = 0;
        storage.failAt = failAt;
        boolean crashed = failAt >= 0;
        while (true) {
            try {
                MerkleLog log = MerkleLog.open(storage, signer);
                for (int i = (int) log.size(); i < entries.size(); i++) {
                    log.append(entries.get(i));
                    if (i % 31 == 0) {
                        log.commit();
                    }
                }
                log.commit();
                return;
            } catch (IOException e) {
                assertThat(crashed).isTrue();
                crashed = false;
            }
        }
    }

    private void assertSound(List<byte[]> entries) throws IOException {
        LogReader reader = LogReader.open(storage);
        List<String> problems = new ArrayList<>();
        LogAudit audit =
                new LogAudit(storage, reader, Set.of(1L), (name, detail) -> problems.add(name + ": " + detail));
        List<byte[]> found = new ArrayList<>();
        for (byte[] entry = audit.next(); entry != null; entry = audit.next()) {
            found.add(entry);
        }
        audit.finish();
        assertThat(problems).isEmpty();
        assertThat(audit.strays().added()).isEmpty();
        assertThat(found).containsExactlyElementsOf(entries);
        assertThat(audit.rootAt(1)).contains(TreeHash.leaf(entries.get(0)));
    }
}
