package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.outcomes.feedback.QaPlan;
import dev.sluice.topology.state.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How people work is read strictly: every mistake is named with its line. */
class CaseworkRulesTest {
    @Test
    void shippedRulesAreSoundAndMeetTheirExamples() {
        Path policies = Path.of(System.getProperty("sluice.home"), "policies");

        CaseworkRules rules = CaseworkRules.load(policies);

        assertThat(rules.lease()).isEqualTo(Duration.ofMinutes(15));
        assertThat(rules.needsTwoPeople("legal", "any")).isTrue();
        assertThat(rules.isSevere("safety")).isTrue();
        assertThat(rules.appeals().months()).isEqualTo(6);
        assertThat(rules.keep())
                .isGreaterThan(Duration.ofDays(31L * rules.appeals().months()));
    }

    @Test
    void nobodyContestsWhatThePipelineHasForgotten() {
        assertThat(CaseworkReader.STANDINGS).isEqualTo(Retention.defaults().standings());
    }

    @Test
    void folderWithoutTheFileHasTheDefaults(@TempDir Path folder) {
        CaseworkRules rules = CaseworkRules.load(folder);

        assertThat(rules.escalation().queue()).isEqualTo("lead");
        assertThat(rules.isLead("anybody")).isTrue();
        assertThat(rules.secondReview().share()).isZero();
        assertThat(rules.isTrusted("anybody")).isFalse();
    }

    @Test
    void everyQueueOfTheShippedPacksIsListed() {
        Path policies = Path.of(System.getProperty("sluice.home"), "policies");
        CaseworkRules rules = CaseworkRules.load(policies);

        rules.requireQueuesOf(PolicyBook.load(policies));

        assertThat(rules.queues()).contains("parked", QaPlan.QUEUE);
    }

    @Test
    void queueThatNobodyWorksOnIsNamed() {
        CaseworkRules rules = CaseworkRules.parse(
                "casework.yaml",
                "version: \"1.0.0\"\nqueues: [lead, appeals, notices, trusted-flaggers, unassessed, manners]\n");
        PolicyPack pack = Packs.of(
                "  - id: r",
                "    description: d",
                "    status: live",
                "    when: risk.insult >= 0.5",
                "    then: {outcome: review, queue: maners, deadline: PT1H}");

        assertThatThrownBy(() -> rules.requireQueuesOf(PolicyBook.of(List.of(pack))))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining(
                        "rule 'r' names queue 'maners', which casework.yaml does not list; allowed: appeals,"
                                + " lead, manners, notices, trusted-flaggers, unassessed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            leases: PT1M                                | key 'leases' is unknown in casework; allowed: version, queues, lease, escalation, leads, secondReview, exposure, conflicts, golden, appeals, notices, reporters, keep, examples
            lease: soon                                 | key 'lease' of casework is 'soon'; allowed: an ISO 8601 duration such as PT15M or P3D, at most P3650D
            lease: PT-1M                                | key 'lease' of casework is 'PT-1M'; allowed: an ISO 8601 duration such as PT15M or P3D, at most P3650D
            queues: [abuse]                             | queues of casework lacks 'appeals', where casework itself has cases wait; allowed: all queues, or no list
            appeals: {months: 3}                        | key 'months' of appeals is the number 3; allowed: a whole number from 6 to 60
            keep: P209D                                 | key 'keep' of casework is P209D, and decisions can be contested for 6 months; allowed: at least P210D, 30 days for each month of appeals and 30 more
            keep: PT1H                                  | key 'keep' of casework is PT1H, and decisions can be contested for 6 months; allowed: at least P210D, 30 days for each month of appeals and 30 more
            appeals: {months: 7}                        | key 'months' of appeals is 7, and what is in force for a post is known for P210D (retention.standings); allowed: at most 6, 30 days for each month and 30 more
            secondReview: {share: 2}                    | key 'share' of secondReview is the number 2; allowed: a number from 0 to 1
            golden: {share: 0.1}                        | golden has a share and no items; allowed: share: 0, or items
            golden: {items: [{id: a, text: t, outcome: ban}]} | key 'outcome' of a golden item is 'ban'; allowed: allow, nudge, limit, remove
            exposure: {queues: [safety], max: 1000}     | key 'max' of exposure is the number 1000; allowed: a whole number from 1 to 200
            examples: [{queue: legal, secondReview: true}] | example expects secondReview: true for queue 'legal'; it is false
            """)
    void mistakeIsNamedWithItsLine(String line, String message) {
        assertThatThrownBy(() -> CaseworkRules.parse("casework.yaml", "version: \"1.0.0\"\n" + line + "\n"))
                .isInstanceOf(PolicyException.class)
                .hasMessage("casework.yaml:2: " + message);
    }
}
