package dev.sluice.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.decide.HeldPosts;
import dev.sluice.topology.policy.CaseworkRules;
import dev.sluice.topology.policy.PolicyCheck;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The shipped policies, judged with the shipped detectors. */
class ShippedPoliciesTest {
    @Test
    void everyExampleAndCaseIsAsItSays() {
        PolicyCheck.Report report;
        try (PolicyDesk desk = PolicyDesk.open(Path.of(System.getProperty("sluice.home"), "policies"))) {
            report = desk.check();
        }
        assertThat(report.failures()).isEmpty();
        assertThat(report.examples()).isPositive();
        assertThat(report.cases()).isGreaterThan(150);
    }

    @Test
    void postsHeldBecauseOfAFaultWaitWherePeopleLook() {
        CaseworkRules casework = CaseworkRules.load(Path.of(System.getProperty("sluice.home"), "policies"));
        assertThat(casework.queues()).contains(HeldPosts.defaults().queue());
    }
}
