package dev.sluice.escalation.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Timestamps over real HTTP, of an authority that can be told to misbehave. */
class StamperTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60), 3);

    private final TestAuthority authority = TestAuthority.start(NOW);
    private final TestAuthority other = TestAuthority.start(NOW);
    private final MemoryQueue queue = new MemoryQueue();
    private final TestClock clock = new TestClock();
    private Stamper stamper;

    @BeforeEach
    void asksTwo() {
        stamper = new Stamper(
                queue,
                List.of(authority.as("first"), other.as("second")),
                new TimestampClient(Duration.ofSeconds(30)),
                BACKOFF,
                clock);
    }

    @AfterEach
    void closes() {
        stamper.close();
        authority.close();
        other.close();
    }

    @Test
    void everyAuthorityStampsEveryItem() throws Exception {
        queue.add("a", "b");
        stamper.round();
        assertThat(queue.stamped).containsOnlyKeys("a/first", "a/second", "b/first", "b/second");
        Timestamp timestamp =
                TimestampCheck.check(queue.stamped.get("a/first"), queue.content("a"), List.of(authority.root()));
        assertThat(timestamp).isEqualTo(new Timestamp(NOW, "CN=Test Timestamp Authority", true));
        stamper.round();
        assertThat(authority.requests()).isEqualTo(2);
    }

    @Test
    void authorityThatIsDownIsAskedAgainLaterAndLaterWhileTheOtherGoesOn() throws Exception {
        queue.add("a");
        authority.answersWith(503);
        assertThat(stamper.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(queue.stamped).containsOnlyKeys("a/second");
        stamper.round();
        assertThat(authority.requests()).isEqualTo(1);
        for (long wait : new long[] {10, 20, 40, 60, 60}) {
            clock.advance(stamper.round());
            assertThat(stamper.round()).isEqualTo(Duration.ofSeconds(wait));
        }
        assertThat(queue.refused).isEmpty();
        authority.answersWith(200);
        clock.advance(Duration.ofSeconds(60));
        stamper.round();
        assertThat(queue.stamped).containsOnlyKeys("a/first", "a/second");
    }

    @Test
    void authorityThatCannotBeReachedAtAllIsWaitedFor() throws Exception {
        queue.add("a");
        authority.close();
        assertThat(stamper.round()).isEqualTo(Duration.ofSeconds(5));
        assertThat(queue.stamped).containsOnlyKeys("a/second");
    }

    @Test
    void answerThatNeverEndsIsGivenUpAndOneThatIsTooLongRefused() {
        TimestampClient client = new TimestampClient(Duration.ofMillis(300));
        authority.hangs();
        assertThatThrownBy(() -> client.stamp(new byte[] {1}, authority.as("first")))
                .isInstanceOf(IOException.class)
                .hasMessage("no answer within PT0.3S");
        other.answers(right -> new byte[(1 << 20) + 1]);
        TimestampClient patient = new TimestampClient(Duration.ofSeconds(60));
        assertThatThrownBy(() -> patient.stamp(new byte[] {1}, other.as("second")))
                .isInstanceOf(TimestampException.class)
                .hasMessage("answer is longer than 1048576 bytes");
        client.close();
        patient.close();
    }

    @Test
    void authorityThatRefusesIsAskedSoManyTimesAndNoMore() throws Exception {
        queue.add("a");
        authority.answersWith(403);
        for (int i = 0; i < 6; i++) {
            stamper.round();
            clock.advance(Duration.ofSeconds(60));
        }
        assertThat(authority.requests()).isEqualTo(3);
        assertThat(queue.refused).containsEntry("a/first", "HTTP status 403");
        assertThat(queue.stamped).containsOnlyKeys("a/second");
    }

    @Test
    void answerThatIsNoTimestampOrOneOfSomethingElseIsNotKept() throws Exception {
        queue.add("a");
        byte[] stolen = new TimestampClient(Duration.ofSeconds(30)).stamp(new byte[] {1}, other.as("x"));
        for (byte[] wrong : List.of(new byte[] {1, 2, 3}, stolen)) {
            authority.answers(right -> wrong);
            clock.advance(Duration.ofSeconds(60));
            stamper.round();
            assertThat(queue.stamped).containsOnlyKeys("a/second");
        }
    }

    @Test
    void authorityWhoseCertificateLeadsElsewhereIsRefused() {
        TimestampAuthority mixed =
                new TimestampAuthority("mixed", authority.as("a").url(), List.of(other.root()));
        TimestampClient client = new TimestampClient(Duration.ofSeconds(30));
        assertThatThrownBy(() -> client.stamp(new byte[] {1}, mixed))
                .isInstanceOf(TimestampException.class)
                .hasMessage("the certificate of 'CN=Test Timestamp Authority' leads to none that is trusted");
    }

    @Test
    void timestampOfOtherContentAndDamagedOnesDoNotHold() throws Exception {
        byte[] content = "checkpoint".getBytes(StandardCharsets.UTF_8);
        byte[] response = new TimestampClient(Duration.ofSeconds(30)).stamp(content, authority.as("first"));
        assertThatThrownBy(() -> TimestampCheck.check(response, new byte[] {1}, List.of()))
                .isInstanceOf(TimestampException.class)
                .hasMessage("it is about other content");
        assertThat(TimestampCheck.check(response, content, List.of()).trusted()).isFalse();
        for (int at = 0; at < response.length; at += 37) {
            byte[] damaged = response.clone();
            damaged[at] ^= 1;
            assertThat(outcome(damaged, content)).as("byte " + at).isNotEqualTo("accepted with another time");
        }
        byte[] signature = response.clone();
        signature[signature.length - 1] ^= 1;
        assertThat(outcome(signature, content)).isEqualTo("refused");
    }

    @Test
    void threadOfItsOwnStampsWhatIsAddedLater() throws Exception {
        stamper.start();
        queue.add("a");
        stamper.wake();
        synchronized (queue) {
            while (queue.stamped.size() < 2) {
                queue.wait();
            }
        }
        assertThat(queue.stamped).containsOnlyKeys("a/first", "a/second");
    }

    @Test
    void namesAndAddressesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new TimestampAuthority("../x", URI.create("http://tsa.example"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'../x' cannot be used");
        assertThatThrownBy(() -> new TimestampAuthority("x", URI.create("file:/etc"), List.of()))
                .hasMessageContaining("an http or https address");
    }

    private static String outcome(byte[] response, byte[] content) {
        try {
            Timestamp timestamp = TimestampCheck.check(response, content, List.of());
            return timestamp.time().equals(NOW) ? "accepted" : "accepted with another time";
        } catch (TimestampException e) {
            return "refused";
        }
    }

    private static final class TestClock extends Clock {
        private Instant now = NOW;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class MemoryQueue implements TimestampQueue {
        private final List<String> items = new ArrayList<>();
        private final Map<String, byte[]> stamped = new HashMap<>();
        private final Map<String, String> refused = new HashMap<>();

        synchronized void add(String... more) {
            items.addAll(List.of(more));
        }

        @Override
        public synchronized List<String> waiting(String authority, int most) {
            return items.stream()
                    .filter(item -> !stamped.containsKey(item + "/" + authority)
                            && !refused.containsKey(item + "/" + authority))
                    .limit(most)
                    .toList();
        }

        @Override
        public byte[] content(String item) {
            return item.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public synchronized void stamped(String item, String authority, byte[] response) throws IOException {
            stamped.put(item + "/" + authority, response);
            notifyAll();
        }

        @Override
        public synchronized void refused(String item, String authority, String reason) {
            refused.put(item + "/" + authority, reason);
        }
    }
}
