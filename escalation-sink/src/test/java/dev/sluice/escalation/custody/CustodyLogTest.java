package dev.sluice.escalation.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.custody.CustodyEvent.Act;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodyLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00.123456Z"), ZoneOffset.UTC);
    private static final Actor SINK = Actor.process("sink-1", Role.SINK);
    private static final DurableFiles FILES = new DurableFiles(StepHook.NONE);

    @TempDir
    Path temp;

    @Test
    void lineIsTheCanonicalFormOfTheEvent() throws IOException {
        CustodyEvent event;
        try (CustodyLog log = open()) {
            event = log.append(sealed(1));
        }
        String line = Files.readString(file());
        assertThat(Sha256.hex(line.strip().replace("\"hash\":\"" + event.hash() + "\",", "")))
                .isEqualTo(event.hash());
        assertThat(line)
                .isEqualTo("{\"action\":\"SEALED\",\"actor\":\"sink-1\",\"at\":\"2026-11-01T12:00:00.123Z\","
                        + "\"authn\":\"process\",\"file\":\"\",\"hash\":\"" + event.hash() + "\","
                        + "\"package\":\"0000000000000000000000000000000000000001\","
                        + "\"prevHash\":\"0000000000000000000000000000000000000000000000000000000000000000\","
                        + "\"purpose\":\"escalated to legal\",\"role\":\"sink\",\"seq\":1,\"sha256\":\"ab\","
                        + "\"to\":\"\",\"version\":1}\n");
    }

    @Test
    void eventsAreFoundAgainAfterReopening() throws IOException {
        List<CustodyEvent> written = new ArrayList<>();
        try (CustodyLog log = open()) {
            for (int i = 0; i < 200; i++) {
                written.add(log.append(sealed(i)));
            }
        }
        try (CustodyLog log = open()) {
            for (int i = 0; i < 200; i++) {
                assertThat(log.find(CustodyAction.SEALED, id(i), 1)).isEqualTo(written.get(i));
                assertThat(log.find(CustodyAction.QUARANTINED, id(i), 1)).isNull();
            }
            assertThat(log.find(CustodyAction.SEALED, id(200), 1)).isNull();
            assertThat(log.append(sealed(200)).prevHash())
                    .isEqualTo(written.getLast().hash());
        }
    }

    @Test
    void idsThatShareTheirStartAreToldApart() throws IOException {
        String one = "abcdef0123456789" + "0".repeat(24);
        String other = "abcdef0123456789" + "1".repeat(24);
        try (CustodyLog log = open()) {
            log.append(sealed(one));
            assertThat(log.find(CustodyAction.SEALED, other, 1)).isNull();
            CustodyEvent event = log.append(sealed(other));
            assertThat(log.find(CustodyAction.SEALED, other, 1)).isEqualTo(event);
        }
    }

    @Test
    void tornLastLineIsTakenOffWhereverItEnds() throws IOException {
        List<CustodyEvent> kept = new ArrayList<>();
        try (CustodyLog log = open()) {
            kept.add(log.append(sealed(1)));
            log.append(sealed(2));
        }
        byte[] whole = Files.readAllBytes(file());
        int firstLine = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
        for (int length = firstLine + 1; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (CustodyLog log = open()) {
                assertThat(log.find(CustodyAction.SEALED, id(1), 1)).isEqualTo(kept.getFirst());
                assertThat(log.find(CustodyAction.SEALED, id(2), 1)).isNull();
            }
            List<CustodyEvent> events = events();
            assertThat(events).hasSize(2);
            assertThat(events.getLast().act().action()).isEqualTo(CustodyAction.REPAIRED);
            assertThat(events.getLast().act().purpose()).contains((length - firstLine) + " bytes");
        }
    }

    @Test
    void zerosThatAPowerCutLeftBehindAreTakenOff() throws IOException {
        try (CustodyLog log = open()) {
            log.append(sealed(1));
        }
        byte[] whole = Files.readAllBytes(file());
        Files.write(file(), Arrays.copyOf(whole, whole.length + 300));
        open().close();
        assertThat(events()).hasSize(2);
    }

    @Test
    void finishedLineThatDoesNotHoldIsNotRepaired() throws IOException {
        try (CustodyLog log = open()) {
            log.append(sealed(1));
        }
        String line = Files.readString(file());
        Files.writeString(file(), line.replace("sink-1", "sink-2"));
        assertThatThrownBy(this::open)
                .isInstanceOf(CustodyException.class)
                .hasMessage("custody event 1: its content has changed");
        Files.writeString(file(), line);
        open().close();
    }

    @Test
    void writersTakeTurnsAndReadWhatTheOtherAdded() throws IOException {
        try (CustodyLog one = open();
                CustodyLog other = open()) {
            CustodyEvent first = one.append(sealed(1));
            CustodyEvent second = other.append(sealed(2));
            assertThat(second.prevHash()).isEqualTo(first.hash());
            assertThat(one.append(sealed(3)).prevHash()).isEqualTo(second.hash());
            assertThat(one.find(CustodyAction.SEALED, id(2), 1)).isEqualTo(second);
        }
        assertThat(events()).extracting(CustodyEvent::seq).containsExactly(1L, 2L, 3L);
    }

    @Test
    void writersInManyThreadsMakeOneChain() throws Exception {
        int writers = 4;
        int each = 25;
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> done = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                int from = w * each;
                done.add(threads.submit(() -> {
                    try (CustodyLog log = open()) {
                        for (int i = from; i < from + each; i++) {
                            log.append(sealed(i));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> writer : done) {
                writer.get();
            }
        }
        assertThat(events()).hasSize(writers * each);
    }

    @Test
    void lineThatAnotherWriterDidNotFinishIsTakenOffByTheNextOne() throws IOException {
        try (CustodyLog log = open()) {
            log.append(sealed(1));
            Files.writeString(file(), Files.readString(file()) + "{\"action\":\"VIE");
            log.append(sealed(2));
        }
        assertThat(events())
                .extracting(event -> event.act().action())
                .containsExactly(CustodyAction.SEALED, CustodyAction.REPAIRED, CustodyAction.SEALED);
    }

    @Test
    void logCutOffWhileItIsOpenIsNotWrittenOn() throws IOException {
        try (CustodyLog log = open()) {
            log.append(sealed(1));
            log.append(sealed(2));
            Files.writeString(file(), Files.readAllLines(file()).getFirst() + "\n");
            assertThatThrownBy(() -> log.append(sealed(3)))
                    .isInstanceOf(CustodyException.class)
                    .hasMessageContaining("its end was cut off while it was open");
        }
    }

    @Test
    void lockThatIsNotLetGoIsToldInTheEnd() throws Exception {
        try (CustodyLog log = open();
                CustodyLog.Exclusive exclusive = log.exclusive();
                ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<?> waiting = other.submit(
                    () -> CustodyLog.open(temp.resolve("custody"), SINK, FILES, CLOCK, Duration.ofMillis(50)));
            assertThatThrownBy(waiting::get).rootCause().hasMessageContaining("one at a time");
            log.append(sealed(1));
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void controlCharactersAreRefused() {
        assertThatThrownBy(() -> Actor.process("a\nb", Role.SINK)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Subject.ofPackage("../x", 1, "ab")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void actNeedsAPackageAPurposeAndAKnownRole() {
        Subject subject = Subject.ofPackage(id(1), 1, "ab");
        assertThatThrownBy(() -> new Act(CustodyAction.VIEWED, subject, SINK, " "))
                .hasMessageContaining("purpose is blank");
        assertThatThrownBy(() -> new Act(CustodyAction.VIEWED, subject, SINK, "p".repeat(1_001)))
                .hasMessageContaining("purpose has 1001 characters; allowed: up to 1000");
        assertThatThrownBy(() -> new Act(CustodyAction.VIEWED, Subject.LOG, SINK, "p"))
                .hasMessageContaining("40 hex digits");
        assertThatThrownBy(() -> Role.of("boss"))
                .hasMessage("role 'boss' is unknown; allowed: sink, legal, data-protection, auditor, reviewer, scorer");
    }

    @Test
    void endlessLineIsNotReadIntoMemory() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(file(), new byte[1 << 17]);
        assertThatThrownBy(this::events)
                .isInstanceOf(CustodyException.class)
                .hasMessageContaining("longer than 65536 bytes");
    }

    private CustodyLog open() throws IOException {
        return CustodyLog.open(temp.resolve("custody"), SINK, FILES, CLOCK);
    }

    private Path file() {
        return temp.resolve("custody").resolve(CustodyLog.FILE);
    }

    private List<CustodyEvent> events() throws IOException {
        List<CustodyEvent> events = new ArrayList<>();
        CustodyReader.read(file(), (event, offset) -> events.add(event));
        return events;
    }

    private static Act sealed(int number) {
        return sealed(id(number));
    }

    private static Act sealed(String packageId) {
        return new Act(CustodyAction.SEALED, Subject.ofPackage(packageId, 1, "ab"), SINK, "escalated to legal");
    }

    private static String id(int number) {
        return String.format("%040x", number);
    }
}
