package dev.sluice.app.http.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import dev.sluice.app.http.exchange.Reply;
import dev.sluice.app.http.intake.IdempotencyTable.Key;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What intake remembers is bounded, in bytes, number and time. */
class BoundsTest {
    private static final ByteBuffer REQUEST = ByteBuffer.wrap(new byte[] {1});
    private static final Reply REPLY = new Reply(202, Reply.JSON, new byte[700], Map.of());

    private final Ticking clock = new Ticking();

    @Test
    void answersAreForgottenInTime() {
        IdempotencyTable table = new IdempotencyTable(Duration.ofHours(1), 1 << 20, clock);
        Key key = new Key("a", "1");
        table.begin(key, REQUEST);
        table.end(key, REPLY);
        assertThat(table.begin(key, REQUEST)).isNotNull();

        clock.now = clock.now.plus(Duration.ofHours(1));

        assertThat(table.begin(key, REQUEST)).isNull();
    }

    @Test
    void theOldestAnswersAreForgottenFirst() {
        IdempotencyTable table = new IdempotencyTable(Duration.ofHours(1), 3_000, clock);
        for (int i = 0; i < 5; i++) {
            table.begin(new Key("a", "k" + i), REQUEST);
            table.end(new Key("a", "k" + i), REPLY);
        }

        assertThat(table.begin(new Key("a", "k4"), REQUEST)).isNotNull();
        assertThat(table.begin(new Key("a", "k0"), REQUEST)).isNull();
    }

    @Test
    void aRequestThatIsBeingAnsweredIsNotForgotten() {
        IdempotencyTable table = new IdempotencyTable(Duration.ofHours(1), 1, clock);
        table.begin(new Key("a", "1"), REQUEST);
        table.begin(new Key("a", "2"), REQUEST);
        clock.now = clock.now.plus(Duration.ofDays(1));

        assertThatThrownBy(() -> table.begin(new Key("a", "1"), REQUEST))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.IN_PROGRESS));
    }

    @Test
    void keysOfTwoCallersAreTwo() {
        IdempotencyTable table = new IdempotencyTable(Duration.ofHours(1), 1 << 20, clock);
        table.begin(new Key("a", "1"), REQUEST);

        assertThat(table.begin(new Key("b", "1"), REQUEST)).isNull();
    }

    private static final class Ticking extends Clock {
        private Instant now = Instant.parse("2026-11-01T00:00:00Z");

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
}
