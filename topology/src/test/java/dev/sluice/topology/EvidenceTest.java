package dev.sluice.topology;

import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.LegalClock;
import dev.sluice.schemas.LegalRegime;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.RulingKind;
import dev.sluice.schemas.ThreadPost;
import dev.sluice.schemas.Urgency;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import dev.sluice.topology.policy.PoliciesInForce;
import dev.sluice.topology.policy.PolicyBook;
import dev.sluice.topology.policy.PolicyPack;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An escalation holds what evidence needs, names what it has not, and nothing that it must not have. */
class EvidenceTest {
    private static final String POLICY = """
            policy: evidence
            version: "1.0.0"
            description: Rules for the tests of evidence.
            owner: testers
            communities: ["*"]
            jurisdictions: [GB-EAW, DE, ZZ]
            guidelines:
              - {clause: "1.1", title: Be civil, text: Please.}
            onUnavailable:
              default: review
            riskFloor: 0.25
            rules:
              - id: defamation
                description: The post may be defamatory.
                status: live
                when: risk.defamation >= 0.8
                then: {outcome: review, queue: legal, deadline: PT24H, escalate: {category: DEFAMATION, urgency: ROUTINE}}
                clause: "1.1"
              - id: threat
                description: The post threatens somebody's life.
                status: live
                when: risk.threat >= 0.8
                then: {outcome: remove, notice: plain, escalate: {category: THREAT_TO_LIFE, urgency: THREAT_TO_LIFE}}
                clause: "1.1"
              - id: csea
                description: Material that must not be kept.
                status: live
                when: risk.profanity >= 0.8
                then: {outcome: remove, notice: plain, escalate: {category: CSEA, urgency: STATUTORY_CLOCK}}
                clause: "1.1"
              - id: reported
                description: Members reported the post.
                status: live
                when: context.flags >= 1
                then: {escalate: {category: HARASSMENT, urgency: ROUTINE}}
            """;

    private static final Instant NOW = Posts.START.plusSeconds(3600);

    private final Flow flow = new Flow(
            PoliciesInForce.of(PolicyBook.of(List.of(PolicyPack.parse("evidence", POLICY)))),
            Clock.fixed(NOW, ZoneOffset.UTC));

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void aPostThatWasEditedComesWithTheExactBytesOfBothRevisions() {
        Post first = post("p", "a harmless beginning");
        Post second = edit(first, 2, "threat:0.95 now");
        byte[] written = flow.encoded(first);
        flow.publish(first);
        flow.publish(second);
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getSource().getValue().array()).isEqualTo(flow.encoded(second));
        PostRevision revision = escalation.getRevisions().getFirst();
        assertThat(escalation.getRevisions()).hasSize(1);
        assertThat(revision.getSource().getValue().array()).isEqualTo(written);
        assertThat(revision.getSource().getOffset()).isZero();
        assertThat(revision.getSource().getTopic()).isEqualTo("posts");
        assertThat(revision.getSource().getKey().array()).isEqualTo("thread-1".getBytes());
        assertThat(revision.getSource().getWriterSchema()).contains("\"name\":\"Post\"");
        assertThat(revision.getPost().getText()).isEqualTo("a harmless beginning");
        assertThat(escalation.getNotCollected()).noneMatch(gap -> gap.contains("revision"));
    }

    @Test
    void revisionsThatNeverCameAreNamed() {
        Post first = post("p", "one");
        flow.publish(first, edit(first, 2, "two"), edit(first, 5, "threat:0.95"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getRevisions())
                .extracting(revision -> revision.getPost().getRevision())
                .containsExactly(1, 2);
        assertThat(escalation.getNotCollected())
                .anyMatch(gap ->
                        gap.startsWith("Earlier revisions: this is revision 5 and 2 earlier ones are known here"));
    }

    @Test
    void moreThanSixteenRevisionsAreCountedAndTheLatestKept() {
        Post first = post("p", "text 1");
        flow.publish(first);
        for (int revision = 2; revision <= 20; revision++) {
            flow.publish(edit(first, revision, "text " + revision));
        }
        flow.publish(edit(first, 21, "threat:0.95"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getRevisions()).hasSize(16);
        assertThat(escalation.getRevisions().getFirst().getPost().getText()).isEqualTo("text 5");
        assertThat(escalation.getNotCollected()).anyMatch(gap -> gap.startsWith("The 4 oldest revisions"));
    }

    @Test
    void aDeletionTakesEarlierWordsAwayUnlessThePostWasReported() {
        Post quiet = post("quiet", "one");
        Post reported = post("reported", "two");
        flow.publish(quiet, edit(quiet, 2, "one and a half"), reported);
        flow.report(flag(reported, "rita"));
        flow.publish(deletion(quiet), deletion(reported));
        flow.input(TopicCatalogue.RULINGS, "thread-1", ruling("quiet", 2), Posts.START);
        flow.input(TopicCatalogue.RULINGS, "thread-1", ruling("reported", 1), Posts.START);
        List<Escalation> escalations = flow.escalations();
        Escalation ofQuiet = of(escalations, "quiet", "DEFAMATION");
        assertThat(ofQuiet.getRevisions()).isEmpty();
        assertThat(ofQuiet.getNotCollected()).anyMatch(gap -> gap.startsWith("The words that the post had"));
        Escalation ofReported = of(escalations, "reported", "DEFAMATION");
        assertThat(ofReported.getRevisions())
                .extracting(revision -> revision.getPost().getText())
                .containsExactly("two");
    }

    @Test
    void thePostsAroundItAreInOrderWithOtherAuthorsMasked() {
        flow.publish(
                post("1", "thread-1", "eve", null, "the first is too far away"),
                post("2", "thread-1", "bob", null, "secret of bob"),
                post("3", "thread-1", "ada", null, "words of ada"),
                post("4", "thread-1", "cem", "bob", "secret of cem"),
                post("5", "thread-1", null, null, "secret of nobody"),
                post("6", "thread-1", "bob", null, "bob again"));
        flow.publish(post("other", "thread-2", "bob", null, "elsewhere"));
        Post reply = post("p", "threat:0.95");
        reply.setParent("6");
        flow.publish(reply);
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getThread())
                .extracting(
                        ThreadPost::getPosition,
                        ThreadPost::getPost,
                        ThreadPost::getAuthor,
                        ThreadPost::getText,
                        ThreadPost::getTextLength)
                .containsExactly(
                        tuple(-5, "2", "other-1", null, 13),
                        tuple(-4, "3", "author", "words of ada", 12),
                        tuple(-3, "4", "other-2", null, 13),
                        tuple(-2, "5", null, null, 16),
                        tuple(-1, "6", "other-1", null, 9));
        assertThat(escalation.getThread().getFirst().getOffset()).isEqualTo(1);
        assertThat(escalation.toString()).doesNotContain("secret", "bob", "cem", "too far away");
        assertThat(escalation.getNotCollected())
                .anyMatch(gap -> gap.startsWith("Posts after it in its thread, beyond the 0"))
                .noneMatch(gap -> gap.contains("no longer remembered"));
    }

    @Test
    void aPostThatIsReportedLaterComesWithThePostsAfterIt() {
        Post post = post("p", "thread-1", "ada", null, "hello");
        flow.publish(post("before", "thread-1", "bob", null, "first"), post);
        for (int i = 1; i <= 7; i++) {
            flow.publish(post("after-" + i, "thread-1", "bob", null, "later"));
        }
        flow.report(flag(post, "rita"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getThread()).extracting(ThreadPost::getPosition).containsExactly(-1, 1, 2, 3, 4, 5);
        assertThat(escalation.getNotCollected())
                .noneMatch(gap -> gap.startsWith("Posts after it"))
                .anyMatch(gap -> gap.startsWith("Who reported the post, and in which words: 1 member did"));
    }

    @Test
    void aPostThatTheThreadHasLeftBehindSaysSo() {
        Post post = post("p", "hello");
        flow.publish(post);
        for (int i = 1; i <= 11; i++) {
            flow.publish(post("after-" + i, "later"));
        }
        flow.report(flag(post, "rita"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getThread()).isEmpty();
        assertThat(escalation.getNotCollected())
                .anyMatch(gap -> gap.startsWith("Posts around it in its thread: too many have come since"));
    }

    @Test
    void aDeletedPostOfTheAuthorIsThereWithoutItsWords() {
        Post gone = post("gone", "taken back");
        flow.publish(gone, deletion(gone), post("p", "threat:0.95"));
        ThreadPost before = flow.escalations().getFirst().getThread().getFirst();
        assertThat(before.getPost()).isEqualTo("gone");
        assertThat(before.getText()).isNull();
        assertThat(before.getAuthor()).isEqualTo("author");
    }

    @Test
    void wordsOfTheAuthorThatAreTooLongTogetherAreLeftOutAndNamed() {
        flow.publish(post("1", "x".repeat(40_000)), post("2", "y".repeat(40_000)), post("p", "threat:0.95"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getThread().get(0).getText()).hasSize(40_000);
        assertThat(escalation.getThread().get(1).getText()).isNull();
        assertThat(escalation.getThread().get(1).getTextLength()).isEqualTo(40_000);
        assertThat(escalation.getNotCollected()).anyMatch(gap -> gap.startsWith("The words of 1 other posts"));
    }

    @Test
    void postsThatAreNotEscalatedCarryNothing() {
        flow.publish(post("p", "hate:0.95"), post("q", "insult:0.5"));
        assertThat(flow.escalations()).isEmpty();
        assertThat(flow.decisions()).hasSize(2);
    }

    @Test
    void everyJurisdictionHasItsRegimeTheMostUrgentFirst() {
        flow.publish(post("p", "defamation:0.9"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getRegimes())
                .extracting(LegalRegime::getJurisdiction, LegalRegime::getTable)
                .containsExactly(tuple("GB-EAW", "GB-EAW"), tuple("DE", "EU"), tuple("ZZ", "*"));
        LegalRegime english = escalation.getRegimes().getFirst();
        assertThat(english.getName()).contains("Defamation Act 2013");
        assertThat(english.getElements()).hasSizeGreaterThan(4);
        assertThat(english.getSources()).allMatch(source -> source.endsWith(")"));
        assertThat(english.getNote()).isNull();
        assertThat(escalation.getRegimes().get(2).getNote()).startsWith("No table names jurisdiction ZZ");
        assertThat(escalation.getRetention()).isEqualTo("P18M");
        assertThat(escalation.getUrgency()).isEqualTo(Urgency.ROUTINE);
        assertThat(escalation.getClocks())
                .extracting(LegalClock::getStarts, LegalClock::getDueAt)
                .contains(tuple("notice", null))
                .hasSize(4);
        assertThat(escalation.getClocks().getFirst().getCalendar()).isEqualTo("gb-eaw@1.0.0");
    }

    @Test
    void aThreatToLifeComesBeforeTheRuleThatStandsFirst() {
        flow.publish(post("p", "defamation:0.9 threat:0.9"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(flow.escalations()).isEmpty();
        assertThat(escalation.getLegalCategory()).isEqualTo("THREAT_TO_LIFE");
        assertThat(escalation.getUrgency()).isEqualTo(Urgency.THREAT_TO_LIFE);
        assertThat(escalation.getRequestedAction()).startsWith("Look now");
        LegalClock first = escalation.getClocks().getFirst();
        assertThat(first.getStartedAt()).isEqualTo(NOW);
        assertThat(first.getDueAt()).isEqualTo(NOW.plusSeconds(3600));
        assertThat(first.getStatutory()).isFalse();
        assertThat(escalation.getRegimes())
                .extracting(LegalRegime::getAuthority)
                .contains("Bundeskriminalamt (BKA)");
    }

    @Test
    void picturesAreReferencesWithHashes() {
        Post post = post("p", "threat:0.95");
        post.setMedia(List.of(
                new MediaReference("https://example.org/a.png", "0".repeat(64), "image/png", 12L),
                new MediaReference("https://example.org/b.png", null, null, null)));
        flow.publish(post);
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getMedia()).hasSize(2);
        assertThat(escalation.getMedia().getFirst().getSha256()).isEqualTo("0".repeat(64));
        assertThat(escalation.getNotCollected())
                .anyMatch(gap -> gap.equals("The content of 2 pictures or files: only their addresses are kept; the"
                        + " platform gave no hash of 1."));
    }

    @Test
    void mediaThatIsNotValidIsADeadLetter() {
        Post hash = post("a", "hello");
        hash.setMedia(List.of(new MediaReference("https://example.org/a.png", "ABC", null, null)));
        Post uri = post("b", "hello");
        uri.setMedia(List.of(new MediaReference("", null, null, null)));
        Post many = post("c", "hello");
        many.setMedia(Collections.nCopies(65, new MediaReference("x", null, null, null)));
        Post bytes = post("d", "hello");
        bytes.setMedia(List.of(new MediaReference("x", null, null, -1L)));
        flow.publish(hash, uri, many, bytes);
        assertThat(flow.deadLetters())
                .extracting(letter -> letter.getDetail())
                .containsExactly(
                        "media.sha256 has 3 characters; allowed: 64 digits of lower-case hex",
                        "media.uri is empty; allowed: 1 to 8192 characters",
                        "media has 65 entries; allowed: at most 64",
                        "media.bytes is -1; allowed: 0 or more");
        assertThat(flow.decisions()).isEmpty();
    }

    @Test
    void modelsThatAreNotTheShippedOnesAreNamedWithoutACard() {
        flow.publish(post("p", "threat:0.95"));
        assertThat(flow.escalations().getFirst().getModels())
                .extracting(ModelReference::getId, ModelReference::getVersion, ModelReference::getCard)
                .containsExactly(tuple("models", "models-1", null), tuple("rules", "rules-1", null));
    }

    @Test
    void abuseOfChildrenIsAPointerAndNothingElse() {
        Post first = post("p", "thread-1", "zqxA", "zqxB", "zqxC first");
        first.setUrl("https://example.org/zqxD");
        Post second = edit(first, 2, "profanity:0.9 zqxE");
        second.setMedia(List.of(new MediaReference("https://example.org/zqxF.png", null, null, null)));
        second.setLabels(Map.of("zqxG", "zqxH"));
        flow.publish(post("before", "thread-1", "zqxA", null, "zqxI"), first, second);
        flow.report(flag(second, "zqxJ"));
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getLegalCategory()).isEqualTo("CSEA");
        assertThat(escalation.getPointerOnly()).isTrue();
        assertThat(escalation.getPost().getId()).isEqualTo("p");
        assertThat(escalation.getSource().getOffset()).isEqualTo(2);
        assertThat(escalation.getSource().getValue()).isNull();
        assertThat(escalation.getSource().getKey()).isNull();
        assertThat(escalation.getUrgency()).isEqualTo(Urgency.STATUTORY_CLOCK);
        assertThat(escalation.getRegimes()).hasSize(3);
        assertThat(bytes(escalation)).doesNotContain("zqx", "profanity:", "Material that must not be kept");
        assertThat(escalation.getPolicy().getText()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSEA", "csea", " (CSEA) ", "CSAM", "Child sexual abuse", "csea-images"})
    void aVerdictOfThatCategoryKeepsNoWordsOfTheReviewerEitherHoweverItIsWritten(String category) {
        flow.publish(post("p", "secret words"));
        CaseRuling ruling = CaseRuling.newBuilder(decode(ruling("p", 1)))
                .setLegalCategory(category)
                .setRationale("It says secret words.")
                .build();
        flow.input(
                TopicCatalogue.RULINGS,
                "thread-1",
                new AvroSerde<>(CaseRuling.class, flow.registry).encode("rulings", ruling),
                Posts.START);
        Escalation escalation = flow.escalations().getFirst();
        assertThat(escalation.getLegalCategory()).isEqualTo("CSEA");
        assertThat(escalation.getPointerOnly()).isTrue();
        assertThat(bytes(escalation)).doesNotContain("secret");
    }

    @Test
    void aPostDecidedOnANoticeSaysWhereTheNoticeIs() {
        flow.publish(post("p", "some words"));
        flow.input(TopicCatalogue.RULINGS, "thread-1", ruling("p", 1), Posts.START);
        assertThat(flow.escalations().getFirst().getNotCollected())
                .anyMatch(gap -> gap.startsWith("The notice of case notice/n-1: "));
    }

    private byte[] ruling(String post, int revision) {
        CaseRuling ruling = CaseRuling.newBuilder()
                .setId("ruling/" + post)
                .setKind(RulingKind.VERDICT)
                .setCase$("notice/n-1")
                .setPost(post)
                .setRevision(revision)
                .setThread("thread-1")
                .setCommunity("garden")
                .setOutcome(Outcome.REMOVE)
                .setClause(null)
                .setRationale("People decided.")
                .setLegalCategory("DEFAMATION")
                .setDueAt(Posts.START)
                .setRuledAt(Posts.START)
                .build();
        return new AvroSerde<>(CaseRuling.class, flow.registry).encode("rulings", ruling);
    }

    private CaseRuling decode(byte[] value) {
        return new AvroSerde<>(CaseRuling.class, flow.registry).decode(value);
    }

    private static Escalation of(List<Escalation> all, String post, @Nullable String category) {
        return all.stream()
                .filter(one -> one.getPost().getId().equals(post)
                        && one.getLegalCategory().equals(category))
                .findFirst()
                .orElseThrow();
    }

    /** Everything that is on the wire, as characters. */
    private String bytes(Escalation escalation) {
        return new String(
                new AvroSerde<>(Escalation.class, flow.registry).encode("escalations", escalation),
                StandardCharsets.ISO_8859_1);
    }
}
