package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.serde.DecodingException.Reason;
import dev.sluice.schemas.topics.Topic;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdeTest {
    private static final long SEED = 20_261_101;
    private final SchemaRegistry registry = SchemaRegistry.connect(RegistrySettings.mock("test"));
    private final AvroSerde<Flag> flags = new AvroSerde<>(Flag.class, registry);

    static List<Class<?>> types() {
        return TopicCatalogue.all().stream().<Class<?>>map(Topic::valueType).toList();
    }

    @ParameterizedTest
    @MethodSource("types")
    @SuppressWarnings("unchecked")
    void everyRecordComesBackAsItWas(Class<?> type) {
        roundTrip((Class<SpecificRecordBase>) type);
    }

    private <T extends SpecificRecordBase> void roundTrip(Class<T> type) {
        AvroSerde<T> serde = new AvroSerde<>(type, registry);
        List<T> records = RandomRecords.of(type, 50, SEED).toList();
        assertThat(records).hasSize(50);
        for (T record : records) {
            byte[] bytes = serde.serializer().serialize("topic", record);
            T decoded = serde.deserializer().deserialize("topic", bytes);
            // Written again rather than equals(): Avro's own arrays cannot compare records with an optional time in
            // them.
            assertThat(serde.serializer().serialize("topic", decoded)).isEqualTo(bytes);
        }
    }

    @Test
    void bytesOnTheWireAreThese() {
        // Magic byte, schema id 522505848, then p-1, t-1, m-7, insult and the time, each after its length; no weight.
        assertThat(HexFormat.of().formatHex(flags.encode("flags", flag())))
                .isEqualTo("001f24ce7806702d3106742d31066d2d370c696e73756c74f6a1abfef96200");
    }

    @Test
    void nullStaysNull() {
        assertThat(flags.serializer().serialize("flags", null)).isNull();
        assertThat(flags.deserializer().deserialize("flags", (byte[]) null)).isNull();
    }

    @Test
    void decodingNullSaysSo() {
        assertThat(refusalOf(null).reason()).isEqualTo(Reason.NULL_VALUE);
    }

    @ParameterizedTest
    @MethodSource("notWireFormat")
    void refusesWhatHasNoPrefix(byte[] value) {
        assertThat(refusalOf(value).reason()).isEqualTo(Reason.NOT_WIRE_FORMAT);
    }

    static List<byte[]> notWireFormat() {
        return List.of(
                new byte[0], new byte[] {0, 0, 0, 1}, "{\"id\":\"1\"}".getBytes(StandardCharsets.UTF_8), new byte[] {
                    1, 0, 0, 0, 1, 2
                });
    }

    @Test
    void refusesAnUnknownSchemaId() {
        byte[] value = flags.encode("flags", flag());
        WireFormat.writePrefix(value, 42);
        DecodingException refusal = refusalOf(value);
        assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_SCHEMA);
        assertThat(refusal).hasMessageContaining("42");
    }

    @Test
    void refusesAnotherRecord() {
        Post post = RandomRecords.of(Post.class, 1, SEED).findFirst().orElseThrow();
        DecodingException refusal = refusalOf(new AvroSerde<>(Post.class, registry).encode("posts", post));
        assertThat(refusal.reason()).isEqualTo(Reason.INCOMPATIBLE_SCHEMA);
        assertThat(refusal).hasMessageContaining("Post").hasMessageContaining("Flag");
    }

    @Test
    void refusesBytesThatAreLeftOver() {
        byte[] value = flags.encode("flags", flag());
        assertThat(refusalOf(Arrays.copyOf(value, value.length + 1)).reason()).isEqualTo(Reason.TRAILING_BYTES);
    }

    @Test
    void refusesEveryShortenedRecord() {
        byte[] value = flags.encode("flags", flag());
        for (int length = WireFormat.PREFIX_BYTES; length < value.length; length++) {
            assertThat(refusalOf(Arrays.copyOf(value, length)).reason()).isEqualTo(Reason.MALFORMED);
        }
    }

    @Test
    void refusesTextThatIsNotUtf8ButTakesTheReplacementCharacter() {
        Flag flag = flag();
        flag.setReason("a\uFFFDb");
        byte[] value = flags.encode("flags", flag);
        assertThat(flags.decode(value)).isEqualTo(flag);
        int at = HexFormat.of().formatHex(value).indexOf("efbfbd") / 2;
        value[at] = (byte) 0xff;
        assertThat(refusalOf(value).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesALengthThatClaimsGigabytesWithoutTakingThem() {
        int id = registry.idOf("flags-value", Flag.getClassSchema());
        // The zigzag encoding of 2,000,000,000, of which not one byte follows.
        byte[] claim = HexFormat.of().parseHex("80d0acf30e");
        assertThat(refusalOf(WireFormat.encode(id, claim)).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesAMapThatClaimsMoreEntriesThanBytes() {
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry);
        byte[] value = posts.encode("posts", post(Map.of()));
        // The last byte is the empty map's count: claim 2,000,000,000 entries instead.
        byte[] claim = Arrays.copyOf(value, value.length + 4);
        System.arraycopy(HexFormat.of().parseHex("80d0acf30e"), 0, claim, value.length - 1, 5);
        DecodingException refusal = catchThrowableOfType(DecodingException.class, () -> posts.decode(claim));
        assertThat(refusal.reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void refusesOrReadsRandomDamageAndNothingElse() {
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry);
        byte[] value = posts.encode("posts", post(Map.of("a", "b", "c", "d")));
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = value.clone();
            for (int hit = 0; hit <= round % 3; hit++) {
                damaged[WireFormat.PREFIX_BYTES + random.nextInt(value.length - WireFormat.PREFIX_BYTES)] =
                        (byte) random.nextInt();
            }
            try {
                posts.decode(damaged);
            } catch (DecodingException e) {
                refused++;
                assertThat(e).hasNoCause().message().doesNotContain("words as posted");
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void readsWhatAnOlderWriterWrote() throws Exception {
        Schema older = SchemaBuilder.record("Flag")
                .namespace("dev.sluice.schemas")
                .fields()
                .requiredString("post")
                .requiredString("thread")
                .requiredString("reporter")
                .requiredString("reason")
                .name("createdAt")
                .type(Flag.getClassSchema().getField("createdAt").schema())
                .noDefault()
                .requiredLong("retired")
                .endRecord();
        int id = registry.idOf("flags-value", older);
        byte[] today = flags.encode("flags", flag());
        // Where today's record says that there is no weight, with a zero byte, the older one had the number 0.
        byte[] body = Arrays.copyOfRange(today, WireFormat.PREFIX_BYTES, today.length);
        assertThat(flags.decode(WireFormat.encode(id, body))).isEqualTo(flag());
    }

    @Test
    void saysWhichFieldIsMissingWithoutQuotingTheRecord() {
        Flag flag = flag();
        flag.setReporter(null);
        assertThatThrownBy(() -> flags.encode("flags", flag))
                .isInstanceOf(SerializationException.class)
                .hasNoCause()
                .hasMessageContaining("'reporter'")
                .message()
                .doesNotContain(flag.getReason());
    }

    @Test
    void failedRecordLeavesNothingBehindForTheNext() {
        byte[] expected = flags.encode("flags", flag());
        Flag broken = flag();
        broken.setReason(null);
        assertThatThrownBy(() -> flags.encode("flags", broken)).isInstanceOf(SerializationException.class);
        assertThat(flags.encode("flags", flag())).isEqualTo(expected);
    }

    @Test
    void oneSerdeServesManyThreads() throws Exception {
        AvroSerde<Post> posts = new AvroSerde<>(Post.class, registry);
        List<Post> records = RandomRecords.of(Post.class, 200, SEED).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(task -> () -> records.stream()
                            .allMatch(post ->
                                    posts.decode(posts.encode("posts", post)).equals(post)))
                    .toList();
            for (Future<Boolean> task : threads.invokeAll(tasks)) {
                assertThat(task.get()).isTrue();
            }
        }
    }

    private DecodingException refusalOf(byte[] value) {
        return catchThrowableOfType(DecodingException.class, () -> flags.decode(value));
    }

    private static Flag flag() {
        return Flag.newBuilder()
                .setPost("p-1")
                .setThread("t-1")
                .setReporter("m-7")
                .setReason("insult")
                .setCreatedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .build();
    }

    private static Post post(Map<String, String> labels) {
        return Post.newBuilder()
                .setId("p-1")
                .setEvent(PostEvent.CREATED)
                .setCommunity("garden")
                .setThread("t-1")
                .setText("the words as posted \uD83D\uDE00")
                .setCreatedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .setLabels(labels)
                .build();
    }
}
