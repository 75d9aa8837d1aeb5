package dev.sluice.topology.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Trigger;
import dev.sluice.topology.assess.PostAssessor;
import dev.sluice.topology.assess.TextAssessor;
import dev.sluice.topology.policy.Facts;
import dev.sluice.topology.policy.Notices;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyCheck;
import dev.sluice.topology.policy.Ruling;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the detectors and policies as shipped: a language without a model is not a fault. */
class LanguagesTest {
    private static final Path POLICIES = Path.of(System.getProperty("sluice.home"), "policies");
    private static final Assessor DETECTORS = AssessorLoader.load(POLICIES);
    private static final PolicyBook BOOK = PolicyBook.load(POLICIES);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "La réunion est reportée à jeudi, nous avons besoin de plus de temps.",
                "¿Alguien sabe a qué hora abre la biblioteca los domingos?",
                "Domani giochiamo a Larkmere, chi viene con noi alla partita?",
                "O jogo foi muito bom, parabéns a todos os que ajudaram.",
                "Wie heeft er nog een ladder te leen voor het weekend?",
                "Dziękuję wszystkim za pomoc przy festynie, było bardzo miło."
            })
    void friendlyPostInALanguageWithoutModelIsAllowedAtTheFirstGate(String text) {
        Facts facts = facts(DETECTORS::assess, text);

        assertThat(facts.languageCovered()).isFalse();
        assertThat(facts.unavailable()).isEmpty();
        assertThat(BOOK.packs()).allSatisfy(pack -> {
            assertThat(pack.leavesAtFirstGate(facts)).isTrue();
            assertThat(pack.decide(facts).outcome()).isEqualTo(Outcome.ALLOW);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Eres un gilipollas y un mentiroso, y no sabes nada de lo que hablas.|language.review",
                "Attends un peu, je vais te tuer ce soir quand tu rentres chez toi.|language.danger",
                "Je vais te tuer ce soir.|language.danger",
                "Zabij się.|language.danger",
                "Mort aux juifs.|language.hate"
            })
    void whatLexiconsFindInALanguageWithoutModelOrOneThatCannotBeToldIsReviewed(String text, String rule) {
        Facts facts = facts(DETECTORS::assess, text);
        Ruling ruling = BOOK.forCommunity("allotments").decide(facts);

        assertThat(facts.languageCovered() && !facts.language().equals("und")).isFalse();
        assertThat(ruling.outcome()).as("%s %s", facts, ruling).isEqualTo(Outcome.REVIEW);
        assertThat(ruling.rule()).isEqualTo(rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Der Kuchen ist dir gut gelungen, danke für das Rezept!|ALLOW",
                "Du bist ein Vollidiot und ein Arschloch.|LIMIT",
                "Warte nur bis morgen, ich bringe dich um und dann ist endlich Ruhe.|REVIEW",
                "Ihr seid alle Kanaken und ihr habt hier in dieser Stadt nichts zu suchen.|REVIEW"
            })
    void germanIsJudgedByItsOwnModelAndByLexicons(String text, Outcome outcome) {
        Facts facts = facts(DETECTORS::assess, text);
        Ruling ruling = BOOK.forCommunity("allotments").decide(facts);

        assertThat(facts.languageCovered()).isTrue();
        assertThat(ruling.outcome()).as("%s %s", facts, ruling).isEqualTo(outcome);
    }

    @Test
    void languageWithAModelIsCovered() {
        assertThat(facts(DETECTORS::assess, "Thanks for the cake, it was lovely.")
                        .languageCovered())
                .isTrue();
    }

    @Test
    void failureOfTheModelIsAFailureWhateverTheLanguage() {
        TextAssessor failing = (text, language) -> new dev.sluice.classifiers.Assessment(
                Language.known("de"),
                RiskScores.NONE,
                List.of(new Finding.Unavailable("linear", "1", EnumSet.of(Category.HATE), "failed with Error")),
                text.length(),
                text.length(),
                "1",
                "1");
        Facts facts = facts(failing, "Guten Tag");

        assertThat(facts.languageCovered()).isTrue();
        assertThat(facts.unavailable()).containsExactly("hate");
        assertThat(BOOK.forCommunity("allotments").decide(facts).rule()).isEqualTo("unavailable.hate");
    }

    @Test
    void failureOfAnotherDetectorIsAFailureBesideALanguageWithoutModel() {
        TextAssessor failing = (text, language) -> new dev.sluice.classifiers.Assessment(
                Language.known("de"),
                RiskScores.NONE,
                List.of(
                        new Finding.Unavailable(
                                "linear", "1", EnumSet.allOf(Category.class), "no model for language 'de'"),
                        new Finding.Unavailable("rules", "1", Set.of(Category.THREAT), "failed with Error")),
                text.length(),
                text.length(),
                "1",
                "1");
        Facts facts = facts(failing, "Guten Tag");

        assertThat(facts.languageCovered()).isFalse();
        assertThat(facts.unavailable()).containsExactly("threat");
        Ruling ruling = BOOK.forCommunity("allotments").decide(facts);
        assertThat(ruling.rule()).isEqualTo("unavailable.threat");
        assertThat(ruling.review()).isEqualTo(new Ruling.Review("unassessed", Duration.ofHours(4)));
    }

    @Test
    void examplesOfTheShippedPoliciesHold() {
        PolicyCheck check = new PolicyCheck(
                BOOK, Notices.load(POLICIES), text -> PolicyCheck.Assessed.of(facts(DETECTORS::assess, text)));

        assertThat(check.run(null).failures()).isEmpty();
    }

    private static Facts facts(TextAssessor detectors, String text) {
        AssessedPost assessed = new AssessedPost();
        Post post = new Post();
        post.setId("p");
        post.setRevision(1);
        post.setEvent(PostEvent.CREATED);
        post.setCommunity("allotments");
        post.setThread("t");
        post.setText(text);
        assessed.setSource(new RawRecord());
        assessed.setPost(post);
        assessed.setAssessment(new PostAssessor(detectors, Clock.systemUTC()).assess(post));
        assessed.setContext(
                Context.newBuilder().setAuthorThreadPosts(1).setThreadPosts(1).build());
        assessed.setTrigger(Trigger.POST);
        assessed.setEventAt(Instant.EPOCH);
        assessed.setNumber(1);
        return PostFacts.of(assessed);
    }
}
