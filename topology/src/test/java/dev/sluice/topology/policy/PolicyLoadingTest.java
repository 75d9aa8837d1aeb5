package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that an author of policies may see, word for word. */
class PolicyLoadingTest {
    private static final String GOOD =
            "  - {id: r, description: D, status: live, when: risk.hate >= 0.5, then: {outcome: allow}}";

    private static Arguments edit(String from, String to, String message) {
        return Arguments.of(from, to, message);
    }

    private static Arguments notKnownInThread(String when) {
        return edit(
                "rules:\n",
                "mediation: {when: context.thread.heat >= 2 && " + when + ", steps: [a]}\nrules:\n",
                "policy.yaml:8: key 'when' of mediation reads " + when.substring(0, when.indexOf(' '))
                        + ", which is not known where threads are watched; allowed: context.thread.…,"
                        + " context.author.threadPosts, and what is known of the post itself");
    }

    static Stream<Arguments> headMistakes() {
        return Stream.of(
                edit(
                        "owner:",
                        "ownr:",
                        "policy.yaml:4: key 'ownr' is unknown in the policy; allowed: policy, version, description,"
                                + " owner, communities, appliesIn, jurisdictions, guidelines, queues, onUnavailable,"
                                + " unavailableReview, riskFloor, secondLook, rules, mediation, breaker, stop, parked"),
                edit("owner: testers", "policy: twice", "policy.yaml:4: key 'policy' is given twice; first on line 1"),
                edit("owner: testers\n", "", "policy.yaml:1: key 'owner' is missing in the policy"),
                edit(
                        "policy: test",
                        "policy: Test Pack",
                        "policy.yaml:1: key 'policy' of the policy is 'Test Pack'; allowed: lower-case letters"
                                + " and digits,"
                                + " with '-' between"),
                edit(
                        "version: \"1.0.0\"",
                        "version: 1.0",
                        "policy.yaml:2: key 'version' of the policy is the number 1.0; allowed: text; put it in"
                                + " quotes"),
                edit(
                        "version: \"1.0.0\"",
                        "version: \"one\"",
                        "policy.yaml:2: key 'version' of the policy is 'one'; allowed: a version such as \"1.0.0\""),
                edit(
                        "owner: testers",
                        "owner: [a]",
                        "policy.yaml:4: key 'owner' of the policy is a list; allowed: text"),
                edit("owner: testers", "owner:", "policy.yaml:4: key 'owner' of the policy is empty; allowed: text"),
                edit(
                        "communities: [\"*\"]",
                        "communities: []",
                        "policy.yaml:5: key 'communities' of the policy is an empty list; allowed: '*' or names without"
                                + " blanks"),
                edit(
                        "communities: [\"*\"]",
                        "communities: gardens",
                        "policy.yaml:5: key 'communities' of the policy is 'gardens'; allowed: a list"),
                edit(
                        "communities: [\"*\"]",
                        "communities: [a, a]",
                        "policy.yaml:5: key 'communities' of the policy names 'a' twice"),
                edit(
                        "jurisdictions: [EU]",
                        "jurisdictions: [Europe]",
                        "policy.yaml:6: key 'jurisdictions' of the policy is 'Europe'; allowed: codes such as EU, DE or"
                                + " GB-EAW"),
                edit("title: Be civil, ", "", "policy.yaml:7: key 'title' is missing in a guideline"),
                edit(
                        "text: Please.}",
                        "text: Please.}, {clause: \"1.1\", title: T, text: T}",
                        "policy.yaml:7: clause '1.1' is given twice"),
                edit(
                        "rules:\n",
                        "riskFloor: 2\nrules:\n",
                        "policy.yaml:8: key 'riskFloor' of the policy is the number 2; allowed: a number from 0 to 1"),
                edit(
                        "rules:\n",
                        "riskFloor: low\nrules:\n",
                        "policy.yaml:8: key 'riskFloor' of the policy is 'low'; allowed: a number from 0 to 1"),
                edit(
                        "rules:\n",
                        "secondLook: {bands: {}}\nrules:\n",
                        "policy.yaml:8: key 'bands' of secondLook names no category; allowed: at least one of abuse,"
                                + " insult, threat, profanity, hate, defamation"),
                edit(
                        "rules:\n",
                        "secondLook: {bands: {hat: {from: 0.1, to: 0.5}}}\nrules:\n",
                        "policy.yaml:8: key 'hat' is unknown in secondLook.bands; allowed: abuse, insult, threat,"
                                + " profanity, hate, defamation"),
                edit(
                        "rules:\n",
                        "secondLook: {bands: {hate: {from: 0.5, to: 0.5}}}\nrules:\n",
                        "policy.yaml:8: key 'to' of the band of 'hate' is the number 0.5; allowed: a number above"
                                + " 'from'"),
                edit(
                        "rules:\n",
                        "secondLook: {bands: {hate: {from: 0.1, to: 0.5}}, onShed: drop}\nrules:\n",
                        "policy.yaml:8: key 'onShed' of secondLook is 'drop'; allowed: keep, review"),
                edit(
                        "rules:\n",
                        "secondLook: {bands: {hate: {from: 0.1, to: 0.5}}, languages: [English]}\nrules:\n",
                        "policy.yaml:8: key 'languages' of secondLook is 'English'; allowed: BCP 47 primary tags such"
                                + " as en"),
                edit(
                        "rules:\n",
                        "onUnavailable: {hate: hold}\nrules:\n",
                        "policy.yaml:8: key 'hate' of onUnavailable is 'hold'; allowed: review, allow"),
                edit(
                        "rules:\n",
                        "onUnavailable: {spam: allow}\nrules:\n",
                        "policy.yaml:8: key 'spam' is unknown in onUnavailable; allowed: default, abuse, insult"
                                + ", threat,"
                                + " profanity, hate, defamation"),
                edit(
                        "rules:\n",
                        "unavailableReview: {queue: q}\nrules:\n",
                        "policy.yaml:8: key 'deadline' is missing in unavailableReview"),
                edit(
                        "rules:\n",
                        "mediation: {when: true, steps: [a]}\nrules:\n",
                        "policy.yaml:8: key 'when' of mediation is true; allowed: text; put it in quotes"),
                notKnownInThread("context.author.strikes >= 2"),
                notKnownInThread("context.author.riskyPosts >= 2"),
                notKnownInThread("context.target.distinctAuthors >= 2"),
                notKnownInThread("context.target.riskyPosts >= 2"),
                notKnownInThread("context.target.burst >= 2"),
                notKnownInThread("context.copies.posts >= 2"),
                notKnownInThread("context.author.firstRisky == true"),
                edit(
                        "rules:\n",
                        "mediation: {when: context.thread.heat > 2.0, steps: [a], between: {steps: [a]}}\nrules:\n",
                        "policy.yaml:8: key 'when' is missing in mediation.between"),
                edit(
                        "rules:\n",
                        "mediation: {when: context.thread.heat > 2.0, steps: [a], step: b}\nrules:\n",
                        "policy.yaml:8: key 'step' is unknown in mediation; allowed: when, steps, note, between"),
                edit(
                        "rules:\n",
                        "mediation: {when: context.thread.heat > 2.0, steps: [a,b,c,d,e,f,g,h,i,j,k,l,m]}\nrules:\n",
                        "policy.yaml:8: key 'steps' of mediation has 13 steps; allowed: at most 12"),
                notKnownInThread("context.flags >= 2"),
                edit(
                        "rules:\n",
                        "mediation: {when: risk.hate, steps: [a]}\nrules:\n",
                        "policy.yaml:8:23: key 'when' of mediation: expected type 'bool' but found 'double'"),
                edit(
                        "guidelines: [{",
                        "guidelines: [&a {",
                        "policy.yaml:7: anchors and aliases are not allowed; write the value out"),
                edit(
                        "owner: testers",
                        "owner: *a",
                        "policy.yaml:4: anchors and aliases are not allowed; write the value out"));
    }

    @ParameterizedTest
    @MethodSource("headMistakes")
    void mistakesInTheHeadAreNamed(String from, String to, String message) {
        String good = Packs.text(GOOD);
        assertThat(good).contains(from);

        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", good.replace(from, to)))
                .isInstanceOf(PolicyException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> ruleMistakes() {
        return Stream.of(
                edit(
                        "description: D",
                        "descripton: D",
                        "policy.yaml:9: key 'descripton' is unknown in a rule; allowed: id, description, owner,"
                                + " status, when,"
                                + " score, then, clause, examples"),
                edit("description: D, ", "", "policy.yaml:9: key 'description' is missing in rule 'r'"),
                edit("id: r, ", "", "policy.yaml:9: key 'id' is missing in a rule"),
                edit(
                        "id: r",
                        "id: R 1",
                        "policy.yaml:9: key 'id' of a rule is 'R 1'; allowed: lower-case letters and digits,"
                                + " with '.', '-' or"
                                + " '_' between"),
                edit(
                        "id: r",
                        "id: error.r",
                        "policy.yaml:9: key 'id' of a rule is 'error.r'; allowed: ids other than default, verdict,"
                                + " appeal, notice, complaint, error.…, parked.…, intake.…, qa.… and"
                                + " unavailable.<category>, which decisions use"),
                edit(
                        "status: live",
                        "status: enabled",
                        "policy.yaml:9: key 'status' of rule 'r' is 'enabled'; allowed: draft, shadow, live, or"
                                + " a mapping such as"
                                + " {percent: 10}"),
                edit(
                        "status: live",
                        "status: {percent: 100}",
                        "policy.yaml:9: key 'percent' of status of rule 'r' is the number 100; allowed: a whole"
                                + " number from"
                                + " 1 to 99"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: block}",
                        "policy.yaml:9: key 'outcome' of then of rule 'r' is 'block'; allowed: allow, nudge,"
                                + " limit, review,"
                                + " remove"),
                edit(
                        "then: {outcome: allow}",
                        "then: {}",
                        "policy.yaml:9: then of rule 'r' has neither 'outcome' nor 'escalate'; allowed: one or both"),
                edit(
                        "then: {outcome: allow}",
                        "then: allow",
                        "policy.yaml:9: then of rule 'r' is 'allow'; allowed: a mapping with the keys outcome, queue,"
                                + " deadline, notice, escalate"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: review}",
                        "policy.yaml:9: keys 'queue' and 'deadline' are missing in then of rule 'r'; outcome"
                                + " review needs"
                                + " them"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: limit}",
                        "policy.yaml:9: key 'notice' is missing in then of rule 'r'; outcome limit needs it"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: review, queue: q}",
                        "policy.yaml:9: key 'deadline' is missing in then of rule 'r'"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: review, queue: q, deadline: 4h}",
                        "policy.yaml:9: key 'deadline' of then of rule 'r' is '4h'; allowed: an ISO 8601"
                                + " duration such as PT4H"
                                + " or P2D, at most P365D"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: review, queue: q, deadline: PT0S}",
                        "policy.yaml:9: key 'deadline' of then of rule 'r' is 'PT0S'; allowed: an ISO 8601"
                                + " duration such as"
                                + " PT4H or P2D, at most P365D"),
                edit(
                        "then: {outcome: allow}",
                        "then: {notice: n, escalate: {category: X, urgency: ROUTINE}}",
                        "policy.yaml:9: then of rule 'r' has a queue or a notice but no outcome; allowed:"
                                + " escalate alone"),
                edit(
                        "then: {outcome: allow}",
                        "then: {escalate: {category: x, urgency: ROUTINE}}",
                        "policy.yaml:9: key 'category' of escalate in then of rule 'r' is 'x'; allowed:"
                                + " upper-case letters,"
                                + " with '_' between"),
                edit(
                        "then: {outcome: allow}",
                        "then: {escalate: {category: X, urgency: SOON}}",
                        "policy.yaml:9: key 'urgency' of escalate in then of rule 'r' is 'SOON'; allowed: ROUTINE,"
                                + " STATUTORY_CLOCK, THREAT_TO_LIFE"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, clause: \"9.9\"",
                        "policy.yaml:9: key 'clause' of rule 'r' is '9.9'; allowed: a clause of 'guidelines': 1.1"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, examples: [{risk: {hat: 1}, outcome: allow}]",
                        "policy.yaml:9: key 'hat' is unknown in risk of an example of rule 'r'; allowed: abuse,"
                                + " insult, threat,"
                                + " profanity, hate, defamation"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, examples: [{context: {author.strike: 1}, outcome: allow}]",
                        "policy.yaml:9: key 'author.strike' is unknown in context of an example of rule 'r'; allowed:"
                                + " author.strikes, author.riskyPosts, author.velocity, author.newAccount,"
                                + " author.firstPost, author.firstRisky, author.threadPosts,"
                                + " target.distinctAuthors, target.riskyPosts, target.heat, target.burst,"
                                + " copies.posts, copies.distinctAuthors, copies.distinctThreads, pair.exchanges,"
                                + " thread.heat, thread.baseline, thread.posts, flags, flagWeight"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, examples: [{cut: yes, outcome: allow}]",
                        "policy.yaml:9: key 'cut' of an example of rule 'r' is yes; allowed: true, false"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, examples: [{trigger: vote, outcome: allow}]",
                        "policy.yaml:9: key 'trigger' of an example of rule 'r' is 'vote'; allowed: post, edit,"
                                + " delete, flag"),
                edit(
                        "then: {outcome: allow}",
                        "then: {outcome: allow}, examples: [{risk: {hate: 0.5}}]",
                        "policy.yaml:9: key 'outcome' is missing in an example of rule 'r'"),
                edit(
                        "outcome: allow}}",
                        "outcome: allow}}\n" + GOOD,
                        "policy.yaml:10: rule 'r' is given twice; first on line 9"),
                edit(
                        "outcome: allow}}",
                        "outcome: review, queue: z, deadline: PT1H}}\nqueues: [a, b]",
                        "policy.yaml:9: key 'queue' of then of rule 'r' is 'z'; allowed: a, b"));
    }

    @ParameterizedTest
    @MethodSource("ruleMistakes")
    void mistakesInARuleAreNamed(String from, String to, String message) {
        assertThat(GOOD).contains(from);

        assertThatThrownBy(() -> Packs.of(GOOD.replace(from, to)))
                .isInstanceOf(PolicyException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> automaticDefamation() {
        String signals = "signals of any category";
        String word = "'defamation'";
        return Stream.of(
                Arguments.of("risk.defamation >= 0.9", "risk.defamation"),
                Arguments.of("risk.hate >= 0.9 && risk.defamation < 0.5", "risk.defamation"),
                Arguments.of("'defamation.theft' in signals", "'defamation.theft'"),
                Arguments.of("'defamation' in unavailable", word),
                Arguments.of("signals.exists(s, s.startsWith('defamation.'))", signals),
                Arguments.of("signals.exists(s, s.startsWith('def'))", signals),
                Arguments.of("signals.exists(s, s.startsWith('lexicon:'))", signals),
                Arguments.of("signals.exists(s, s.endsWith('theft'))", signals),
                Arguments.of("size(signals) > 1", signals),
                Arguments.of("!signals.all(s, s == 'a')", signals));
    }

    @ParameterizedTest
    @MethodSource("automaticDefamation")
    void noAutomaticActionMayRestOnDefamation(String when, String cause) {
        for (String outcome : List.of("nudge", "limit", "remove")) {
            String rule = Packs.rule("r", when, "{outcome: " + outcome + ", notice: n}");

            assertThatThrownBy(() -> Packs.of(rule))
                    .isInstanceOf(PolicyException.class)
                    .hasMessage("policy.yaml:9: key 'when' of rule 'r' rests on " + cause + " and its outcome is "
                            + outcome + "; allowed: allow, review (what may be defamation is judged by people)");
        }
    }

    @Test
    void automaticActionMayRestOnNamedSignalsOfOtherCategories() {
        PolicyPack pack = Packs.of(
                Packs.rule("a", "'hate.vermin' in signals", "{outcome: remove, notice: n}"),
                Packs.rule("b", "signals.exists(s, s.startsWith('hate.'))", "{outcome: limit, notice: n}"));

        assertThat(pack.rules()).hasSize(2);
    }

    @Test
    void aPersonMayReviewWhatRestsOnDefamation() {
        PolicyPack pack =
                Packs.of(Packs.rule("r", "risk.defamation >= 0.9", "{outcome: review, queue: legal, deadline: PT4H}"));

        assertThat(pack.rules()).hasSize(1);
    }

    @Test
    void brokenYamlIsNamedWithItsLine() {
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", "policy: a\nversion: [1\nrules: {"))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith("policy.yaml:3: not valid YAML: ");
    }

    @Test
    void anEmptyFileIsNamed() {
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", "# nothing\n"))
                .hasMessage("policy.yaml:1: the document is empty");
    }

    @Test
    void aSecondDocumentIsRefused() {
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", "policy: a\n---\npolicy: b\n"))
                .hasMessage("policy.yaml:3: there is more than one document; allowed: one");
    }

    @Test
    void aListIsNoPolicy() {
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", "- a\n"))
                .hasMessageStartingWith(
                        "policy.yaml:1: the policy is a list; allowed: a mapping with the keys policy, ");
    }

    @Test
    void nestingIsBounded() {
        assertThatThrownBy(() -> PolicyPack.parse("policy.yaml", "policy: " + "[".repeat(30) + "]".repeat(30)))
                .hasMessage("policy.yaml:1: values are nested too deeply; allowed: 20 levels");
    }

    @Test
    void sizeEncodingAndAbsenceOfAFileAreNamed(@TempDir Path folder) throws Exception {
        Path large = Files.writeString(folder.resolve("large.yaml"), "x".repeat(NodeReader.MAX_BYTES + 1));
        Path latin = Files.write(folder.resolve("latin.yaml"), "policy: café".getBytes(StandardCharsets.ISO_8859_1));
        Path absent = folder.resolve("absent.yaml");

        assertThatThrownBy(() -> PolicyPack.load(large))
                .hasMessage(large + ":1: the file has 1048577 bytes; allowed: at most 1048576");
        assertThatThrownBy(() -> PolicyPack.load(latin)).hasMessage(latin + ":1: the file is not UTF-8");
        assertThatThrownBy(() -> PolicyPack.load(absent))
                .hasMessage(absent + ":1: the file cannot be read: NoSuchFileException");
    }
}
