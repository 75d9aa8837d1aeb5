package dev.sluice.topology;

import static dev.sluice.topology.Posts.START;
import static dev.sluice.topology.Posts.deletion;
import static dev.sluice.topology.Posts.edit;
import static dev.sluice.topology.Posts.flag;
import static dev.sluice.topology.Posts.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.DeadLetterReason;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.Signal;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.kafka.streams.test.TestRecord;
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

    /** A compacted topic, or a tool that deletes by key, leaves such records; they delete no post and no report. */
    @Test
    void tombstonesOfReportsAndRulingsGoToDeadLettersAndDeleteNothing() {
        flow.input(TopicCatalogue.FLAGS, "thread-1", null, START);
        assertRefused(DeadLetterReason.NULL_VALUE);
        flow.input(TopicCatalogue.RULINGS, "thread-1", null, START);
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
        flow.report(new Flag("p", "thread-1", "bob", "rude", START, null));
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
            invalid("line break in the id", DeadLetterReason.INVALID_FIELD, post -> post.setId("p\nq")),
            invalid("null in the thread", DeadLetterReason.INVALID_FIELD, post -> post.setThread("t\u0000")),
            invalid("escape in the author", DeadLetterReason.INVALID_FIELD, post -> post.setAuthor("\u001b[2J")),
            invalid("delete in the target", DeadLetterReason.INVALID_FIELD, post -> post.setTarget("zoe\u007f")),
            invalid("next line in the community", DeadLetterReason.INVALID_FIELD, post -> post.setCommunity("a\u0085")),
            invalid("line separator in the author", DeadLetterReason.INVALID_FIELD, post -> post.setAuthor("a\u2028")),
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
        flow.report(new Flag("", "thread-1", "bob", "rude", START, null));
        assertRefused(DeadLetterReason.MISSING_ID);
        flow.report(new Flag("p", "thread-1", "", "rude", START, null));
        assertRefused(DeadLetterReason.MISSING_ID);
        flow.report(new Flag("p", "thread-1", "bob\r\nadmin", "rude", START, null));
        assertRefused(DeadLetterReason.INVALID_FIELD);
        flow.report(new Flag("p", "thread-1", "bob", "rude", START.plus(Duration.ofDays(2)), null));
        assertRefused(DeadLetterReason.TIMESTAMP_OUT_OF_RANGE);
        for (float weight : new float[] {-0.1f, 10.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
            flow.report(new Flag("p", "thread-1", "bob", "rude", START, weight));
            assertThat(assertRefused(DeadLetterReason.INVALID_FIELD).getDetail())
                    .isEqualTo("weight is " + weight + "; allowed: 0 to 10");
        }
        flow.report(new Flag("p", "thread-2", "bob", "rude", START, null));
        assertRefused(DeadLetterReason.UNKNOWN_POST);
        flow.report(new Flag("never-seen", "thread-1", "bob", "rude", START, null));
        assertRefused(DeadLetterReason.UNKNOWN_POST);
        flow.report(flag(post("p", ""), "bob"));
        assertThat(flow.decisions()).hasSize(1);
    }

    @Test
    void sameRevisionWithOtherWordsIsRefused() {
        Post post = post("p", "hello");
        flow.publish(post);
        flow.decisions();
        flow.publish(edit(post, 1, "secret words"));
        assertThat(assertRefused(DeadLetterReason.INVALID_FIELD).getDetail())
                .startsWith("revision is 1, ")
                .doesNotContain("secret");
        Post repeated = Post.newBuilder(post).build();
        repeated.setCreatedAt(START.plusSeconds(1));
        flow.publish(repeated);
        assertThat(flow.decisions()).isEmpty();
        assertThat(flow.totals().duplicates()).isEqualTo(1);
    }

    @Test
    void idOfAPostOfAnotherThreadOrCommunityIsRefused() {
        Post post = post("p", "hello");
        flow.publish(post);
        flow.decisions();
        flow.publish(post("p", "thread-2", "bob", null, "hello"));
        assertThat(assertRefused(DeadLetterReason.INVALID_FIELD).getDetail()).startsWith("thread ");
        Post elsewhere = edit(post, 2, "hello");
        elsewhere.setCommunity("kitchen");
        flow.publish(elsewhere);
        assertThat(assertRefused(DeadLetterReason.INVALID_FIELD).getDetail()).startsWith("community ");
        flow.publish(deletion(elsewhere));
        assertRefused(DeadLetterReason.INVALID_FIELD);
    }

    @Test
    void valueLargerThanItsTopicTakesGoesToDeadLettersWhole() {
        byte[] value = flow.encoded(post("p", "x".repeat(3 << 20)));
        raw("thread-1", value);
        DeadLetter letter = assertRefused(DeadLetterReason.INVALID_FIELD);
        assertThat(letter.getDetail()).isEqualTo("value has " + value.length + " bytes; allowed: at most " + (2 << 20));
        assertThat(letter.getSource().getValue()).isEqualTo(ByteBuffer.wrap(value));
        flow.input(TopicCatalogue.FLAGS, "thread-1", new byte[(1 << 20) + 1], START);
        assertRefused(DeadLetterReason.INVALID_FIELD);
    }

    @Test
    void deadLetterOfAnyRecordFitsItsTopic() throws NoSuchAlgorithmException {
        byte[] value = flow.encoded(post("p", "x".repeat(17 << 20)));
        raw("k".repeat(17 << 20), value);
        TestRecord<String, DeadLetter> sent =
                flow.records(TopicCatalogue.DEAD_LETTERS).getFirst();
        DeadLetter letter = sent.value();
        byte[] kept = letter.getSource().getValue().array();
        assertThat(kept).hasSizeGreaterThan(14 << 20).isEqualTo(Arrays.copyOf(value, kept.length));
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        assertThat(letter.getDetail()).contains("value, " + value.length + " bytes with SHA-256 " + sha256);
        AvroSerde<DeadLetter> serde = new AvroSerde<>(DeadLetter.class, flow.registry);
        int size = serde.encode("dead-letters", letter).length + sent.key().length();
        assertThat(size).isLessThan(TopicCatalogue.DEAD_LETTERS.maxMessageBytes());
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
        flow.publish(post("p", "hi"));
        Instant future = START.plus(Duration.ofDays(9_000));
        flow.input(TopicCatalogue.POSTS, "thread-1", flow.encoded(post("q", "hi")), future);
        assertThat(flow.decisions()).hasSize(2);
        // Were the stream at that time now, the first post would be forgotten.
        flow.driver.advanceWallClockTime(TopologySettings.defaults().retention().sweepEvery());
        flow.publish(post("p", "hi"));
        assertThat(flow.decisions()).isEmpty();
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
