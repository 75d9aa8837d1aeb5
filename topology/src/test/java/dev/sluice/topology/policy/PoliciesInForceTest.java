package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.policy.PoliciesInForce.Era;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoliciesInForceTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static PolicyBook book(String version) {
        return PolicyBook.of(List.of(PolicyPack.parse(
                version,
                Packs.text(Packs.rule("r", "risk.hate >= 0.5", "{outcome: allow}"))
                        .replace("1.0.0", version))));
    }

    @Test
    void theBoundaryBelongsToTheVersionThatBegins() {
        PolicyBook one = book("1.0.0");
        PolicyBook two = book("2.0.0");
        PoliciesInForce inForce = PoliciesInForce.of(one);
        inForce.replace(List.of(new Era(Instant.EPOCH, one), new Era(NOON, two)), NOON.minusSeconds(5));
        assertThat(inForce.at(NOON.minusMillis(1))).isSameAs(one);
        assertThat(inForce.at(NOON)).isSameAs(two);
        assertThat(inForce.latest()).isSameAs(two);
        assertThat(inForce.at(null)).isSameAs(two);
    }

    @Test
    void whatEndedLongAgoIsForgotten() {
        PolicyBook one = book("1.0.0");
        PolicyBook two = book("2.0.0");
        PolicyBook three = book("3.0.0");
        PoliciesInForce inForce = PoliciesInForce.of(one);
        List<Era> eras = List.of(
                new Era(Instant.EPOCH, one), new Era(NOON, two), new Era(NOON.plus(Duration.ofMinutes(1)), three));
        inForce.replace(eras, NOON.plus(Duration.ofMinutes(30)));
        assertThat(inForce.at(NOON.minusSeconds(1))).isSameAs(one);
        inForce.replace(eras, NOON.plus(Duration.ofDays(1)));
        assertThat(inForce.at(NOON.minusSeconds(1))).isSameAs(three);
    }

    @Test
    void sinceWhenATextHoldsOutlivesTheEraInWhichItBegan() {
        PolicyBook one = book("1.0.0");
        PolicyBook two = book("2.0.0");
        PoliciesInForce inForce = PoliciesInForce.of(one);
        assertThat(inForce.since(one.packs().get(0))).isNull();

        inForce.replace(List.of(new Era(Instant.EPOCH, one), new Era(NOON, two)), NOON);
        assertThat(inForce.since(one.packs().get(0))).isNull();
        assertThat(inForce.since(two.packs().get(0))).isEqualTo(NOON);

        inForce.replace(List.of(new Era(Instant.EPOCH, two)), NOON.plus(Duration.ofDays(2)));
        assertThat(inForce.since(two.packs().get(0))).isEqualTo(NOON);
    }
}
