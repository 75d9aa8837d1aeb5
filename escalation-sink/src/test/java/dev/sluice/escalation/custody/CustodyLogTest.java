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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustodyLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00.123456Z"), ZoneOffset.UTC);
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
                        + "\"hash\":\"2c2a8edb1b1e5874a93a22c7c37a36a7e4e5c47d0b097309337002dca883301b\","
                        + "\"manifestSha256\":\"ab\",\"package\":\"0000000000000000000000000000000000000001\","
                        + "\"prevHash\":\"0000000000000000000000000000000000000000000000000000000000000000\","
                        + "\"purpose\":\"escalated to legal\",\"role\":\"sink\",\"seq\":1}\n");
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
                assertThat(log.find(CustodyAction.SEALED, id(i))).isEqualTo(written.get(i));
                assertThat(log.find(CustodyAction.QUARANTINED, id(i))).isNull();
            }
            assertThat(log.find(CustodyAction.SEALED, id(200))).isNull();
            assertThat(log.append(sealed(200)).prevHash())
                    .isEqualTo(written.getLast().hash());
        }
    }

    @Test
    void idsThatShareTheirStartAreToldApart() throws IOException {
        String one = "abcdef0123456789" + "0".repeat(24);
        String other = "abcdef0123456789" + "1".repeat(24);
        try (CustodyLog log = open()) {
            log.append(new Act(CustodyAction.SEALED, one, "ab", "sink-1", "sink", "escalated to legal"));
            assertThat(log.find(CustodyAction.SEALED, other)).isNull();
            CustodyEvent event =
                    log.append(new Act(CustodyAction.SEALED, other, "ab", "sink-1", "sink", "escalated to legal"));
            assertThat(log.find(CustodyAction.SEALED, other)).isEqualTo(event);
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
                assertThat(log.find(CustodyAction.SEALED, id(1))).isEqualTo(kept.getFirst());
                assertThat(log.find(CustodyAction.SEALED, id(2))).isNull();
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
    void secondWriterIsRefusedAndTheFirstGoesOn() throws IOException {
        try (CustodyLog log = open()) {
            assertThatThrownBy(this::open).isInstanceOf(CustodyException.class).hasMessageContaining("one at a time");
            log.append(sealed(1));
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void controlCharactersAreRefused() {
        assertThatThrownBy(() -> new Act(CustodyAction.SEALED, id(1), "ab", "a\nb", "sink", "p"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Act(CustodyAction.SEALED, "../x", "ab", "a", "sink", "p"))
                .isInstanceOf(IllegalArgumentException.class);
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
        return CustodyLog.open(temp.resolve("custody"), "sink-1", FILES, CLOCK);
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
        return new Act(CustodyAction.SEALED, id(number), "ab", "sink-1", "sink", "escalated to legal");
    }

    private static String id(int number) {
        return String.format("%040x", number);
    }
}
