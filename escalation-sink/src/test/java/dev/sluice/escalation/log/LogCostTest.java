package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.log.NoteKey.Use;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a large log costs, counted in changes and bytes: neither depends on the machine. */
class LogCostTest {
    private static final int LEAVES = 120_000;
    private static final int BATCH = 1_000;

    @TempDir
    Path temp;

    @Test
    void batchCostsTheSameInALargeLogAsInASmallOne() throws IOException {
        CountingStorage storage =
                new CountingStorage(new LogFolder(temp.resolve("log"), new DurableFiles(StepHook.NONE)));
        TestSigner signer = TestSigner.of("log.example/evidence", Use.NOTE);
        MerkleLog log = MerkleLog.open(storage, signer);
        int changesInFirstHalf = 0;
        long bytesInFirstHalf = 0;
        for (int i = 0; i < LEAVES; i++) {
            log.append(entry(i));
            if (i % BATCH == BATCH - 1) {
                log.commit();
            }
            if (i == LEAVES / 2 - 1) {
                changesInFirstHalf = storage.changes;
                bytesInFirstHalf = storage.bytes;
            }
        }
        int changesInSecondHalf = storage.changes - changesInFirstHalf;
        long bytesInSecondHalf = storage.bytes - bytesInFirstHalf;
        // One level more of the tree at most, which is one tile more in a batch.
        assertThat(changesInSecondHalf).isBetween(changesInFirstHalf / 2, changesInFirstHalf * 5 / 4);
        assertThat(bytesInSecondHalf).isBetween(bytesInFirstHalf / 2, bytesInFirstHalf * 5 / 4);

        LogReader reader = LogReader.open(storage);
        assertThat(reader.checkpoint().size()).isEqualTo(LEAVES);
        storage.reads = 0;
        TlogProof proof = new TlogProof(77_777, reader.inclusion(77_777, LEAVES), reader.note());
        assertThat(proof.proves(entry(77_777))).isTrue();
        assertThat(storage.reads).isLessThan(20);
        LogAudit audit = new LogAudit(storage, reader, Set.of(), (name, detail) -> {
            throw new AssertionError(name + ": " + detail);
        });
        while (audit.next() != null) {
            // Each is checked on the way.
        }
        audit.finish();
        assertThat(audit.index()).isEqualTo(LEAVES);
    }

    private static byte[] entry(int number) {
        return ("x".repeat(300) + number).getBytes(StandardCharsets.US_ASCII);
    }

    private static final class CountingStorage implements LogStorage {
        private final LogStorage storage;
        private int changes;
        private int reads;
        private long bytes;

        CountingStorage(LogStorage storage) {
            this.storage = storage;
        }

        @Override
        public byte @Nullable [] read(String name) throws IOException {
            reads++;
            return storage.read(name);
        }

        @Override
        public void write(SortedMap<String, byte[]> contents) throws IOException {
            changes += contents.size();
            contents.values().forEach(content -> bytes += content.length);
            storage.write(contents);
        }

        @Override
        public void delete(String name) throws IOException {
            changes++;
            storage.delete(name);
        }

        @Override
        public List<String> list(String prefix) throws IOException {
            return storage.list(prefix);
        }
    }
}
