package dev.sluice.topology.policy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a rule that hits too often after a change is parked. Counted in event time, in each partition by itself, over
 * the posts with some risk, which are those that rules are asked about.
 *
 * @param window the time over which hits are counted
 * @param atLeast hits within the window below which nothing is concluded
 * @param share the share of posts, within the window, that no rule may exceed; null for none
 * @param factor how many times its own baseline a rule may reach; null for none
 * @param baseline the time over which the baseline is measured; a rule younger than that has none
 * @param watch how long after a new version came into force rules are watched
 * @param review where the posts of a parked rule wait for people
 */
public record BreakerPolicy(
        Duration window,
        int atLeast,
        @Nullable Double share,
        @Nullable Double factor,
        Duration baseline,
        Duration watch,
        Ruling.Review review) {
    static final List<String> KEYS =
            List.of("window", "atLeast", "share", "factor", "baseline", "watch", "queue", "deadline");
    private static final int MOST_HITS = 1_000_000;
    private static final double MOST_TIMES = 1_000;
    /** A window is a small part of the baseline, so that a jump does not hide in what it is compared with. */
    private static final int WINDOWS_PER_BASELINE = 6;

    static BreakerPolicy read(Fields pack, RuleReader reader) {
        Fields breaker = Fields.of(pack.node("breaker"), "breaker", KEYS);
        Duration window = breaker.duration("window");
        Double factor = breaker.has("factor") ? breaker.number("factor", 1, MOST_TIMES) : null;
        Double share = breaker.has("share") ? breaker.number("share", 0, 1) : null;
        if (factor == null && share == null) {
            throw breaker.place().error("breaker has neither 'factor' nor 'share'; allowed: one or both");
        }
        Duration baseline = breaker.has("baseline") ? breaker.duration("baseline") : Duration.ofDays(7);
        if (baseline.compareTo(window.multipliedBy(WINDOWS_PER_BASELINE)) < 0) {
            throw breaker.wrong(
                    breaker.has("baseline") ? "baseline" : "window",
                    "a baseline of at least " + WINDOWS_PER_BASELINE + " windows");
        }
        return new BreakerPolicy(
                window,
                breaker.whole("atLeast", 1, MOST_HITS),
                share,
                factor,
                baseline,
                breaker.has("watch") ? breaker.duration("watch") : Duration.ofDays(2),
                reader.review(breaker));
    }
}
