package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is read has a stated outcome, and what comes after it is answered as if nothing had happened. */
class BadInputTest {
    private final Flow flow = new Flow();

    @AfterEach
    void theNextPostIsStillAnswered() {
        flow.publish(post("after", "all well"));
        assertThat(flow.decisions()).extracting(Decision::getPost).contains("after");
        assertThat(flow.totals().balanced()).isTrue();
        flow.close();
    }

    @Test
    void nullValueGoesToDeadLetters() {
        raw("thread-1", null);
        assertRefused(DeadLetterReason.NULL_VALUE);
    }

    @Test
    void bytesThatAreNotAvroGoToDeadLettersWhole() {
        byte[] value = "certainly not Avro".getBytes(StandardCharsets.UTF_8);
        raw("thread-1", value);
        DeadLetter letter = assertRefused(DeadLetterReason.UNDECODABLE);
        assertThat(letter.getSource().getValue()).isEqualTo(ByteBuffer.wrap(value));
        assertThat(letter.getSource().getKey()).isEqualTo(ByteBuffer.wrap("thread-1".getBytes(StandardCharsets.UTF_8)));
        assertThat(letter.getSource().getTopic()).isEqualTo("posts");
        assertThat(letter.getSource().getSchemaId()).isNull();
    }

    @Test
    void unknownSchemaIdGoesToDeadLetters() {
        byte[] value = flow.encoded(post("p", "hello"));
        ByteBuffer.wrap(value).putInt(1, 123_456);
        raw("thread-1", value);
        DeadLetter letter = assertRefused(DeadLetterReason.UNKNOWN_SCHEMA);
        assertThat(letter.getSource().getSchemaId()).isEqualTo(123_456);
        assertThat(letter.getSource().getWriterSchema()).isNull();
    }

    @Test
    void truncatedRecordGoesToDeadLettersWithItsWritersSchema() {
        byte[] value = flow.encoded(post("p", "hello"));
        raw("thread-1", Arrays.copyOf(value, value.length - 4));
        DeadLetter letter = assertRefused(DeadLetterReason.UNDECODABLE);
        assertThat(new Schema.Parser()
                        .parse(letter.getSource().getWriterSchema())
                        .getName())
                .isEqualTo("Post");
    }

    @Test
    void textThatIsNotUtf8GoesToDeadLettersWhole() {
        byte[] value = flow.encoded(post("p", "caf\u00e9"));
        int at = indexOf(value, "caf\u00e9".getBytes(StandardCharsets.UTF_8));
        value[at + 4] = (byte) 0xff;
        raw("thread-1", value);
        DeadLetter letter = assertRefused(DeadLetterReason.UNDECODABLE);
        assertThat(letter.getSource().getValue()).isEqualTo(ByteBuffer.wrap(value));
    }

    @Test
    void recordOfAnotherTypeGoesToDeadLetters() {
        flow.report(new Flag("p", "thread-1", "bob", "rude", START));
        assertRefused(DeadLetterReason.UNKNOWN_POST);
        byte[] decision = flow.encoded(post("p", "hello"));
        flow.input(TopicCatalogue.FLAGS, "thread-1", decision, START);
        assertRefused(DeadLetterReason.UNDECODABLE);
    }

    static Arguments[] invalidPosts() {
        return new Arguments[] {
            invalid("no id", DeadLetterReason.MISSING_ID, post -> post.setId("")),
            invalid("no thread", DeadLetterReason.MISSING_THREAD, post -> post.setThread("")),
            invalid("endless id", DeadLetterReason.INVALID_FIELD, post -> post.setId("x".repeat(257))),
            invalid("endless author", DeadLetterReason.INVALID_FIELD, post -> post.setAuthor("x".repeat(257))),
            invalid("endless target", DeadLetterReason.INVALID_FIELD, post -> post.setTarget("x".repeat(257))),
            invalid("endless community", DeadLetterReason.INVALID_FIELD, post -> post.setCommunity("x".repeat(257))),
            invalid("endless address", DeadLetterReason.INVALID_FIELD, post -> post.setUrl("x".repeat(8193))),
            invalid("revision 0", DeadLetterReason.INVALID_FIELD, post -> post.setRevision(0)),
            invalid("unknown event", DeadLetterReason.INVALID_FIELD, post -> post.setEvent(PostEvent.UNKNOWN)),
            invalid(
                    "far past",
                    DeadLetterReason.TIMESTAMP_OUT_OF_RANGE,
                    post -> post.setCreatedAt(Instant.parse("1999-12-31T23:59:59Z"))),
            invalid(
                    "far future",
                    DeadLetterReason.TIMESTAMP_OUT_OF_RANGE,
                    post -> post.setCreatedAt(START.plus(Duration.ofHours(26)))),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("invalidPosts")
    void invalidPostGoesToDeadLetters(String name, DeadLetterReason reason, Consumer<Post> change) {
        Post post = post("p", "secret words");
        change.accept(post);
        raw(post.getThread(), flow.encoded(post));
        assertThat(assertRefused(reason).getDetail()).contains("; allowed: ").doesNotContain("secret");
    }

    @Test
    void keyThatIsNotTheThreadGoesToDeadLetters() {
        raw("another-thread", flow.encoded(post("p", "hello")));
        assertRefused(DeadLetterReason.INVALID_FIELD);
        raw(null, flow.encoded(post("p", "hello")));
        assertThat(assertRefused(DeadLetterReason.INVALID_FIELD).getSource().getKey())
                .isNull();
    }

    @Test
    void invalidFlagGoesToDeadLetters() {
        flow.publish(post("p", "hello"));
        flow.decisions();
        flow.report(new Flag("", "thread-1", "bob", "rude", START));
        assertRefused(DeadLetterReason.MISSING_ID);
        flow.report(new Flag("p", "thread-1", "", "rude", START));
        assertRefused(DeadLetterReason.MISSING_ID);
        flow.report(new Flag("p", "thread-1", "bob", "rude", START.plus(Duration.ofDays(2))));
        assertRefused(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
        flow.report(new Flag("p", "thread-2", "bob", "rude", START));
        assertRefused(DeadLetterReason.UNKNOWN_POST);
        flow.report(new Flag("never-seen", "thread-1", "bob", "rude", START));
        assertRefused(DeadLetterReason.UNKNOWN_POST);
        flow.report(flag(post("p", ""), "bob"));
        assertThat(flow.decisions()).hasSize(1);
    }

    @Test
    void emptyTextIsAssessedAndAllowed() {
        flow.publish(post("p", ""));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
        assertThat(flow.assessments())
                .singleElement()
                .satisfies(a -> assertThat(a.getTextLength()).isZero());
    }

    @Test
    void textOfOneMegabyteIsCutAndSaysSo() {
        flow.publish(post("p", "x".repeat(1_000_000)));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
        Assessment assessment = flow.assessments().getFirst();
        assertThat(assessment.getTextLength()).isEqualTo(1_000_000);
        assertThat(assessment.getAssessedLength()).isEqualTo(ScriptedDetectors.MAX_CODE_POINTS);
    }

    @Test
    void tenThousandMentionsAreAssessed() {
        flow.publish(post("p", "@member ".repeat(10_000)));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
    }

    @Test
    void tenThousandSignalsAreBounded() {
        flow.publish(post("p", "insult:0.9 ".repeat(1_500)));
        assertThat(flow.assessments().getFirst().getSignals()).hasSize(64);
        assertThat(flow.decision().getSpans()).hasSize(64);
    }

    @Test
    void weakSignalOfAnotherRuleIsNotCrowdedOut() {
        flow.publish(post("p", "insult:0.9 ".repeat(100) + "hate:0.01"));
        assertThat(flow.assessments().getFirst().getSignals())
                .hasSize(64)
                .extracting(Signal::getRule)
                .contains("scripted.hate");
        assertThat(flow.decision().getSignals()).containsExactlyInAnyOrder("scripted.insult", "scripted.hate");
    }

    @Test
    void heldWhenTheDetectorsThrow() {
        flow.publish(post("p", "boom"));
        Decision decision = flow.decision();
        assertThat(decision.getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.getUnavailable()).containsExactly("assessor");
        assertThat(flow.reviews()).hasSize(1);
        assertThat(flow.assessments().getFirst().getUnavailable())
                .singleElement()
                .satisfies(missing -> assertThat(missing.getReason()).doesNotContain("boom"));
    }

    @Test
    void heldWhenOneDetectorIsUnavailable() {
        flow.publish(post("p", "gap:hate"));
        Decision decision = flow.decision();
        assertThat(decision.getOutcome()).isEqualTo(Outcome.REVIEW);
        assertThat(decision.getRule()).isEqualTo("unavailable.hate");
    }

    @Test
    void timestampsOfRecordsAreNotTrusted() {
        flow.input(TopicCatalogue.POSTS, "thread-1", flow.encoded(post("p", "hi")), START.plus(Duration.ofDays(9_000)));
        assertThat(flow.decision().getOutcome()).isEqualTo(Outcome.ALLOW);
        flow.publish(post("p", "hi"));
        assertThat(flow.totals().duplicates()).isEqualTo(1);
    }

    @Test
    void emptyAuthorIsNone() {
        flow.publish(post("p", "thread-1", "", "", "insult:0.6"));
        assertThat(flow.decision().getAuthor()).isNull();
    }

    private void raw(@Nullable String key, byte @Nullable [] value) {
        flow.input(TopicCatalogue.POSTS, key, value, START);
    }

    private DeadLetter assertRefused(DeadLetterReason reason) {
        assertThat(flow.decisions()).isEmpty();
        DeadLetter letter = flow.deadLetters().getFirst();
        assertThat(letter.getReason()).isEqualTo(reason);
        return letter;
    }

    private static Arguments invalid(String name, DeadLetterReason reason, Consumer<Post> change) {
        return Arguments.of(name, reason, change);
    }

    private static int indexOf(byte[] all, byte[] part) {
        for (int i = 0; i + part.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + part.length, part, 0, part.length)) {
                return i;
            }
        }
        throw new AssertionError("not found");
    }
}
