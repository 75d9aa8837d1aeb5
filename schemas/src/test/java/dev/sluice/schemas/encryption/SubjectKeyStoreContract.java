package dev.sluice.schemas.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.encryption.SubjectKeys.Current;
import dev.sluice.schemas.encryption.SubjectKeys.Shredded;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every store of subjects' keys keeps. */
abstract class SubjectKeyStoreContract {
    private static final Instant MONDAY = Instant.parse("2026-11-02T10:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-03T10:00:00Z");
    private static final SubjectName ANN = SubjectName.of("ann.example");
    private static final SubjectName BEN = SubjectName.of("ben.example");

    /** The store under test; the same store each time. */
    abstract SubjectKeyStore store() throws IOException;

    @Test
    void aSubjectWithoutAKeyHasNone() throws IOException {
        assertThat(store().find(ANN)).isEqualTo(SubjectKeys.NONE);
        assertThat(store().shred(ANN, MONDAY)).isEqualTo(SubjectKeys.NONE);
    }

    @Test
    void aKeyIsFoundByWhoeverOpensTheStoreLater() throws IOException {
        Current key = key("0000000000000001", "first");
        assertThat(store().create(ANN, key).current()).isEqualTo(key);
        assertThat(store().find(ANN).current()).isEqualTo(key);
        assertThat(store().find(BEN).current()).isNull();
    }

    @Test
    void theFirstKeyStays() throws IOException {
        Current key = key("0000000000000001", "first");
        var unused = store().create(ANN, key);
        assertThat(store().create(ANN, key("0000000000000002", "second")).current())
                .isEqualTo(key);
    }

    @Test
    void ofManyWritersOneWins() throws Exception {
        List<Callable<SubjectKeys>> writers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Current key = key(String.format("%016x", i), "key " + i);
            writers.add(() -> store().create(ANN, key));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            var winners = new ArrayList<SubjectKeys>();
            for (var result : threads.invokeAll(writers)) {
                winners.add(result.get());
            }
            assertThat(winners).hasSize(16).containsOnly(store().find(ANN));
        }
    }

    @Test
    void aDestroyedKeyIsGoneAndRemembered() throws IOException {
        var unused = store().create(ANN, key("0000000000000001", "first"));
        SubjectKeys keys = store().shred(ANN, MONDAY);
        assertThat(keys.current()).isNull();
        assertThat(keys.shredded()).containsExactly(new Shredded("0000000000000001", MONDAY));
        assertThat(store().find(ANN)).isEqualTo(keys);
    }

    @Test
    void destroyingTwiceKeepsTheFirstTime() throws IOException {
        var unused = store().create(ANN, key("0000000000000001", "first"));
        SubjectKeys keys = store().shred(ANN, MONDAY);
        assertThat(store().shred(ANN, TUESDAY)).isEqualTo(keys);
    }

    @Test
    void aLaterKeyDoesNotBringTheDestroyedOneBack() throws IOException {
        var unused = store().create(ANN, key("0000000000000001", "first"));
        unused = store().shred(ANN, MONDAY);
        Current second = key("0000000000000002", "second");
        assertThat(store().create(ANN, second).shredded()).hasSize(1);
        assertThat(store().find(ANN).current()).isEqualTo(second);
        assertThat(store().shred(ANN, TUESDAY).shredded())
                .containsExactly(new Shredded("0000000000000001", MONDAY), new Shredded("0000000000000002", TUESDAY));
    }

    @Test
    void rewrappingReplacesTheWrappingAndNotTheKey() throws IOException {
        Current key = key("0000000000000001", "first");
        var unused = store().create(ANN, key);
        WrappedKey other = new WrappedKey("kek:2", new byte[] {9});
        assertThat(store().rewrap(ANN, key, other)).isTrue();
        assertThat(store().find(ANN).current()).isEqualTo(new Current(key.id(), key.createdAt(), other));
    }

    @Test
    void aKeyDestroyedMeanwhileIsNotRewrapped() throws IOException {
        Current key = key("0000000000000001", "first");
        var unused = store().create(ANN, key);
        unused = store().shred(ANN, MONDAY);
        assertThat(store().rewrap(ANN, key, new WrappedKey("kek:2", new byte[] {9})))
                .isFalse();
        assertThat(store().find(ANN).current()).isNull();
    }

    @Test
    void everySubjectIsVisited() throws IOException {
        var unused = store().create(ANN, key("0000000000000001", "first"));
        unused = store().create(BEN, key("0000000000000002", "second"));
        unused = store().shred(BEN, MONDAY);
        Map<SubjectName, SubjectKeys> visited = new HashMap<>();
        store().visit(visited::put);
        assertThat(visited).containsOnly(Map.entry(ANN, store().find(ANN)), Map.entry(BEN, store().find(BEN)));
    }

    private static Current key(String id, String bytes) {
        return new Current(
                id, MONDAY, new WrappedKey("kek:1", bytes.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
