package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnknownIdsTest {
    private final PassingTime time = new PassingTime();
    private final UnknownIds ids = new UnknownIds(time);
    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void anIdThatAServerLearnsALittleLaterIsFound() {
        assertThat(ids.ask(7, () -> knownFrom(3))).isEqualTo("schema");
        assertThat(asked).hasValue(3);
    }

    @Test
    void afterAWhileItIsBelievedAndNotAskedForSomeSeconds() {
        assertUnknown(7);
        int before = asked.get();
        assertUnknown(7);
        assertThat(asked).hasValue(before);
        time.pause(Duration.ofSeconds(6));
        assertThat(ids.ask(7, () -> "schema")).isEqualTo("schema");
    }

    @Test
    void aFloodOfThemWaitsOnce() {
        assertUnknown(1);
        long waited = time.nanoTime();
        for (int id = 2; id < 5_000; id++) {
            assertUnknown(id);
        }
        assertThat(time.nanoTime()).isEqualTo(waited);
        time.pause(Duration.ofSeconds(11));
        int call = asked.get() + 2;
        assertThat(ids.ask(5_000, () -> knownFrom(call))).isEqualTo("schema");
    }

    private void assertUnknown(int id) {
        assertThatThrownBy(() -> ids.ask(id, () -> knownFrom(Integer.MAX_VALUE)))
                .isInstanceOf(UnknownSchemaException.class);
    }

    private String knownFrom(int call) {
        if (asked.incrementAndGet() < call) {
            throw new UnknownSchemaException("not yet");
        }
        return "schema";
    }
}
