package dev.sluice.topology.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How often rules hit, by event time. */
class RuleHitsTest {
    private static final Duration WINDOW = Duration.ofMinutes(6);
    private static final Duration BASELINE = Duration.ofHours(1);
    private static final long MINUTE = 60_000;

    private PackHits pack = new PackHits();

    private RuleHits run(int minutes, int everyNth) {
        pack.add(0, WINDOW, BASELINE);
        RuleHits rule = RuleHits.begin(pack, BASELINE);
        for (int minute = 1; minute <= minutes; minute++) {
            pack.add(minute * MINUTE, WINDOW, BASELINE);
            if (minute % everyNth == 0) {
                rule.add(minute * MINUTE, WINDOW, BASELINE);
            }
            pack = PackHits.of(pack.toBytes(7));
            rule = RuleHits.of(rule.toBytes(7));
        }
        return rule;
    }

    @Test
    void theBaselineIsTheShareOfEventsBeforeTheWindow() {
        RuleHits rule = run(300, 10);
        assertThat(rule.baseline(pack, BASELINE, WINDOW)).isCloseTo(0.1, within(0.02));
    }

    @Test
    void aRuleIsYoungUntilItHasBeenCountedForTheBaseline() {
        assertThat(run(59, 2).baseline(pack, BASELINE, WINDOW)).isNull();
        pack = new PackHits();
        assertThat(run(60, 2).baseline(pack, BASELINE, WINDOW)).isNotNull();
    }

    @Test
    void aRuleThatNeverHitHasABaselineOfNothing() {
        assertThat(run(120, 1_000).baseline(pack, BASELINE, WINDOW)).isZero();
    }

    @Test
    void whatIsParkedIsFreeUnderTheNextVersion() {
        pack.change("1.0.0", 5);
        pack.park("a");
        pack.park("a");
        pack = PackHits.of(pack.toBytes(7));
        assertThat(pack.parked()).containsExactly("a");
        assertThat(pack.version()).isEqualTo("1.0.0");
        pack.change("1.1.0", 6);
        assertThat(pack.parked()).isEmpty();
    }

    @Test
    void aChangeIsWatchedForAWhile() {
        pack.add(0, WINDOW, BASELINE);
        pack.change("1.0.0", 0);
        assertThat(pack.changedWithin(Duration.ofMinutes(10))).isTrue();
        pack.add(11 * MINUTE, WINDOW, BASELINE);
        assertThat(pack.changedWithin(Duration.ofMinutes(10))).isFalse();
    }

    @Test
    void aLateEventDoesNotTurnBackTheClock() {
        pack.add(10 * MINUTE, WINDOW, BASELINE);
        pack.add(5 * MINUTE, WINDOW, BASELINE);
        pack.add(-100 * MINUTE, WINDOW, BASELINE);
        assertThat(pack.latest()).isEqualTo(10 * MINUTE);
        assertThat(pack.within(WINDOW)).isEqualTo(2);
    }
}
