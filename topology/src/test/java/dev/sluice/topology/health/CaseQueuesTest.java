package dev.sluice.topology.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.health.CaseQueues.Standing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CaseQueuesTest {
    private static final Instant OPENED = Instant.parse("2026-03-02T10:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CaseQueues queues =
            new CaseQueues(meters, () -> OPENED.plusSeconds(3_600).toEpochMilli());

    @Test
    void casesAreCountedWhereTheyWait() {
        CaseQueues.Shelf shelf = queues.shelf();
        shelf.moved(null, new Standing("hate", OPENED, false));
        shelf.moved(null, new Standing("hate", OPENED.plusSeconds(600), false));
        shelf.moved(new Standing("hate", OPENED, false), new Standing("lead", OPENED, false));
        shelf.moved(new Standing("lead", OPENED, false), new Standing("lead", OPENED, true));

        assertThat(gauge("sluice.cases.open", "hate")).isEqualTo(1);
        assertThat(gauge("sluice.cases.oldest.age.seconds", "hate")).isEqualTo(3_000);
        assertThat(gauge("sluice.cases.open", "lead")).isEqualTo(1);
        assertThat(gauge("sluice.cases.overdue", "lead")).isEqualTo(1);
        assertThat(gauge("sluice.cases.oldest.age.seconds", "lead")).isEqualTo(3_600);
        assertThat(count("sluice.cases.opened", "hate")).isEqualTo(2);
        assertThat(count("sluice.cases.breached", "lead")).isEqualTo(1);
    }

    @Test
    void whatIsClosedWaitsNoLonger() {
        CaseQueues.Shelf shelf = queues.shelf();
        shelf.moved(null, new Standing("hate", OPENED, true));
        shelf.moved(new Standing("hate", OPENED, true), null);

        assertThat(gauge("sluice.cases.open", "hate")).isZero();
        assertThat(gauge("sluice.cases.overdue", "hate")).isZero();
        assertThat(gauge("sluice.cases.oldest.age.seconds", "hate")).isZero();
        assertThat(count("sluice.cases.closed", "hate")).isEqualTo(1);
    }

    @Test
    void aTaskThatMovesTakesItsCasesAlong() {
        CaseQueues.Shelf shelf = queues.shelf();
        shelf.moved(null, new Standing("hate", OPENED, false));
        shelf.close();
        CaseQueues.Shelf next = queues.shelf();
        next.found(new Standing("hate", OPENED, false));

        assertThat(gauge("sluice.cases.open", "hate")).isEqualTo(1);
        assertThat(count("sluice.cases.opened", "hate")).isEqualTo(1);
    }

    @Test
    void noMoreThanAHundredQueuesAreToldApart() {
        CaseQueues.Shelf shelf = queues.shelf();
        for (int i = 0; i < 150; i++) {
            shelf.moved(null, new Standing("queue-" + i, OPENED, false));
        }

        assertThat(meters.find("sluice.cases.open").gauges()).hasSize(101);
        assertThat(gauge("sluice.cases.open", "other")).isEqualTo(50);
    }

    private double gauge(String name, String queue) {
        return meters.get(name).tag("queue", queue).gauge().value();
    }

    private double count(String name, String queue) {
        return meters.get(name).tag("queue", queue).counter().count();
    }
}
