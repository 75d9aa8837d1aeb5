package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Outcome;
import dev.sluice.topology.policy.PolicyCheck.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pack that extends another one. */
class OverlayTest {
    @TempDir
    Path folder;

    @BeforeEach
    void writeBase() throws IOException {
        write("base", """
                policy: base
                version: "1.0.0"
                description: For everybody.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                guidelines:
                  - {clause: "1.1", title: Be civil, text: Please.}
                queues: [general]
                onUnavailable: {default: review, profanity: allow}
                unavailableReview: {queue: general, deadline: PT24H}
                riskFloor: 0.25
                secondLook:
                  bands: {abuse: {from: 0.4, to: 0.9}, hate: {from: 0.4, to: 0.9}}
                rules:
                  - id: hate.review
                    description: May be hateful.
                    status: live
                    when: risk.hate >= 0.5
                    then: {outcome: review, queue: general, deadline: PT4H}
                    clause: "1.1"
                    examples:
                      - {risk: {hate: 0.6}, outcome: review}
                      - {risk: {hate: 0.4}, outcome: allow}
                  - id: abuse.review
                    description: May be abusive.
                    status: live
                    when: risk.abuse >= 0.7
                    then: {outcome: review, queue: general, deadline: PT4H}
                    examples:
                      - {risk: {abuse: 0.8}, outcome: review}
                """);
    }

    private void write(String id, String text) throws IOException {
        Files.createDirectories(folder.resolve(id));
        Files.writeString(folder.resolve(id).resolve("policy.yaml"), text);
    }

    private void overlay(String id, String... lines) throws IOException {
        write(id, "policy: " + id + "\nversion: \"1.0.0\"\nextends: base\n" + String.join("\n", lines) + "\n");
    }

    private PolicyPack loaded(String id) {
        PolicyPack pack = PolicyBook.load(folder).pack(id);
        assertThat(pack).isNotNull();
        return pack;
    }

    @Test
    void inheritsWhatItDoesNotSay() throws IOException {
        overlay("teens", "communities: [teens]");
        PolicyPack teens = loaded("teens");
        assertThat(teens.owner()).isEqualTo("testers");
        assertThat(teens.communities()).containsExactly("teens");
        assertThat(teens.decide(GivenPost.post().risk("hate", 0.6).facts()).rule())
                .isEqualTo("hate.review");
    }

    @Test
    void addsRulesBeforeAndAfterNamedOnes() throws IOException {
        overlay(
                "teens",
                "communities: [teens]",
                "rules:",
                "  - before: hate.review",
                "    add: {id: hate.shield, description: D, status: live, when: risk.hate >= 0.55, then: {outcome:"
                        + " allow}}",
                "  - after: hate.review",
                "    add: {id: middle, description: D, status: live, when: risk.hate >= 0.5, then: {outcome: allow}}",
                "  - add: {id: last, description: D, status: live, when: risk.insult >= 0.5, then: {outcome: allow}}");
        assertThat(loaded("teens").rulesInForce())
                .containsExactly("hate.shield", "hate.review", "middle", "abuse.review", "last");
        assertThat(loaded("teens")
                        .decide(GivenPost.post().risk("hate", 0.6).facts())
                        .rule())
                .isEqualTo("hate.shield");
    }

    @Test
    void replacesAndSwitchesOffRulesById() throws IOException {
        overlay(
                "teens",
                "communities: [teens]",
                "rules:",
                "  - off: abuse.review",
                "  - replace:",
                "      {id: hate.review, description: Sooner, status: live, when: risk.hate >= 0.3, then: {outcome:"
                        + " review, queue: general, deadline: PT1H}}");
        PolicyPack teens = loaded("teens");
        assertThat(teens.rulesInForce()).containsExactly("hate.review");
        assertThat(teens.decide(GivenPost.post().risk("hate", 0.35).facts()).rationale())
                .isEqualTo("Sooner");
    }

    @Test
    void overridesThresholdsByKey() throws IOException {
        overlay(
                "teens",
                "communities: [teens]",
                "riskFloor: 0.1",
                "queues: [teens]",
                "onUnavailable: {profanity: review}",
                "secondLook: {bands: {hate: {from: 0.2, to: 0.9}}}",
                "guidelines: [{clause: \"1.1\", title: Be kind, text: Really.}, {clause: \"1.2\", title: T, text: U.}]");
        PolicyPack teens = loaded("teens");
        assertThat(teens.riskFloor()).isEqualTo(0.1);
        assertThat(teens.secondLook().bands()).hasSize(2).anyMatch(band -> band.from() == 0.2f);
        assertThat(teens.guidelines()).extracting(Guideline::title).containsExactly("Be kind", "T");
        Ruling unanswered =
                teens.decide(GivenPost.post().unavailable("profanity").facts());
        assertThat(unanswered.outcome()).isEqualTo(Outcome.REVIEW);
    }

    @Test
    void theMergedTextStandsAloneAndDecidesTheSame() throws IOException {
        overlay(
                "teens",
                "communities: [teens]",
                "rules: [{add: {id: x, description: \"A \\\"quoted\\\" word\", status: live, when: risk.threat >= 0.5,"
                        + " then: {outcome: review, queue: general, deadline: PT1H}}}]");
        PolicyPack teens = loaded("teens");
        PolicyPack again = PolicyPack.parse("recorded", teens.text());
        assertThat(again.sha256()).isEqualTo(teens.sha256());
        assertThat(again.rulesInForce()).isEqualTo(teens.rulesInForce());
        Facts facts = GivenPost.post().risk("threat", 0.6).facts();
        assertThat(again.decide(facts)).isEqualTo(teens.decide(facts));
        assertThat(teens.text()).contains("base sha256 ", "teens sha256 ");
    }

    @Test
    void examplesOfInheritedRulesStayBehindAndDifferencesAreNoted() throws IOException {
        overlay("teens", "communities: [teens]", "rules: [{off: hate.review}]");
        Report report = new PolicyCheck(PolicyBook.load(folder), Notices.load(Packs.folder()), Packs::assess).run(null);
        assertThat(report.failures()).isEmpty();
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("policy 'teens' differs from 'base', which expects review; reached allow");
    }

    @Test
    void coversTheJurisdictionsThatItAppliesIn() throws IOException {
        overlay("german", "appliesIn: [DE]", "jurisdictions: [DE, EU]");
        overlay("scottish", "communities: [kilts]", "appliesIn: [GB-SCT]");
        PolicyBook book = PolicyBook.load(folder);
        assertThat(book.forPost("gardens", "DE").id()).isEqualTo("german");
        assertThat(book.forPost("gardens", "DE-BY").id()).isEqualTo("german");
        assertThat(book.forPost("gardens", "FR").id()).isEqualTo("base");
        assertThat(book.forPost("gardens", null).id()).isEqualTo("base");
        assertThat(book.forPost("kilts", "GB-SCT").id()).isEqualTo("scottish");
        assertThat(book.forPost("kilts", "DE").id()).isEqualTo("german");
        assertThat(book.names("gardens")).isFalse();
        assertThat(book.names("kilts")).isTrue();
    }

    @Test
    void twoPacksForOneJurisdictionOfACommunityAreRefused() throws IOException {
        overlay("one", "appliesIn: [DE]");
        overlay("two", "appliesIn: [DE, FR]");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .isInstanceOf(PolicyException.class)
                .hasMessage("community '*' in DE is covered by the policies 'one' and 'two'; allowed: one");
    }

    @Test
    void aCircleOfOverlaysIsRefused() throws IOException {
        write("a", "policy: a\nversion: \"1.0.0\"\nextends: b\ncommunities: [a]\n");
        write("b", "policy: b\nversion: \"1.0.0\"\nextends: a\ncommunities: [b]\n");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessage(folder.resolve("b/policy.yaml")
                        + ":3: key 'extends' of policy 'b' closes a circle: a -> b -> a; allowed: a pack that does not"
                        + " extend this one");
    }

    @Test
    void anUnknownParentIsRefused() throws IOException {
        write("a", "policy: a\nversion: \"1.0.0\"\nextends: bse\ncommunities: [a]\n");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessage(
                        folder.resolve("a/policy.yaml") + ":3: key 'extends' of policy 'a' is 'bse'; allowed: a, base");
    }

    @Test
    void aChangeOfARuleThatIsNotThereIsRefused() throws IOException {
        overlay("teens", "communities: [teens]", "rules:", "  - off: hate.revew");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessage(folder.resolve("teens/policy.yaml")
                        + ":6: key 'off' of a change of the rules names rule 'hate.revew', which is not there;"
                        + " allowed: hate.review, abuse.review");
    }

    @Test
    void aChangeThatSaysTwoThingsIsRefused() throws IOException {
        overlay("teens", "communities: [teens]", "rules:", "  - {off: hate.review, before: abuse.review}");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessageEndingWith(
                        "key 'before' of a change of the rules is 'abuse.review'; allowed: only beside" + " 'add'");
    }

    @Test
    void anOverlayThatCoversAllItsParentCoversIsRefused() throws IOException {
        overlay("teens", "riskFloor: 0.1");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessage(folder.resolve("teens/policy.yaml")
                        + ":3: the overlay has neither 'communities' nor 'appliesIn'; allowed: one or both, so that it"
                        + " covers less than the pack that it extends");
    }

    @Test
    void mistakesInAnOverlayNameItsOwnFileAndColumn() throws IOException {
        overlay(
                "teens",
                "communities: [teens]",
                "rules:",
                "  - add:",
                "      id: x",
                "      description: D",
                "      status: live",
                "      when: risk.hat >= 0.5",
                "      then: {outcome: allow}");
        assertThatThrownBy(() -> PolicyBook.load(folder))
                .hasMessageStartingWith(folder.resolve("teens/policy.yaml") + ":10:13: key 'when' of rule 'x'");
    }

    @Test
    void aPackThatExtendsAnotherCannotBeReadAlone() {
        assertThatThrownBy(() -> PolicyPack.parse("x.yaml", "extends: base\npolicy: x\n"))
                .hasMessage("x.yaml:1: the policy extends another one and cannot stand alone; allowed: load it with"
                        + " its folder");
    }

    @Test
    void onePackIsLoadedAlthoughAnotherIsBroken() throws IOException {
        overlay("teens", "communities: [teens]");
        write("broken", "policy: broken\n");
        assertThat(PolicyBook.loadPack(folder.resolve("teens/policy.yaml")).id())
                .isEqualTo("teens");
    }
}
