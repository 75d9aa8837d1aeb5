package dev.sluice.app.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.cluster.KafkaCluster;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Conversion;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer in another language reads our topics: npm's {@code kafkajs} and {@code @kafkajs/confluent-schema-registry},
 * with {@code -Pnode}. Every field of what it decodes is compared with what was written.
 */
@EnabledIfSystemProperty(named = "sluice.node", matches = "true")
class NodeConsumerIT {
    private static final Path CLIENTS =
            Path.of(System.getProperty("sluice.home", ".")).resolve("app/src/test/node");

    @TempDir
    Path folder;

    @Test
    @Timeout(420)
    void nodeDecodesDecisionsAndEscalationsFieldByField() throws Exception {
        try (RegisteredPipeline pipeline = new RegisteredPipeline(folder, ApicurioRegistry.url())) {
            pipeline.publish("p1", "the slugs have eaten my lettuce \uD83D\uDC0C");
            pipeline.publish("p2", "you are an idiot and everybody here knows it");
            pipeline.publish("p3", "I'm going to kill you when you come out of work tonight.");
            pipeline.until(() ->
                    pipeline.decisions().size() == 3 && !pipeline.escalations().isEmpty());

            Path output = folder.resolve("decoded.jsonl");
            run(
                    "node",
                    "consumer.js",
                    KafkaCluster.bootstrapServers(),
                    ApicurioRegistry.url(),
                    output.toString(),
                    pipeline.prefix() + "decisions=3",
                    pipeline.prefix() + "escalations=" + pipeline.escalations().size());

            Map<String, JsonNode> decoded = decoded(output);
            List<SpecificRecordBase> written =
                    new ArrayList<>(pipeline.decisions().values());
            written.addAll(pipeline.escalations().values());
            assertThat(decoded).hasSize(written.size());
            for (SpecificRecordBase record : written) {
                String id = record instanceof Decision decision ? decision.getId() : ((Escalation) record).getId();
                assertSame(
                        record.getSchema().getName(),
                        record.getSchema(),
                        record,
                        Objects.requireNonNull(decoded.get(id), id));
            }
        }
    }

    private static Map<String, JsonNode> decoded(Path output) throws IOException {
        Map<String, JsonNode> decoded = new LinkedHashMap<>();
        for (String line : Files.readAllLines(output)) {
            JsonNode value = new JsonMapper().readTree(line);
            decoded.put(value.get("id").textValue(), value);
        }
        return decoded;
    }

    /** Walks record and JSON side by side, along the schema. */
    private static void assertSame(String at, Schema schema, Object written, JsonNode read) {
        assertThat(read).as(at).isNotNull();
        if (written == null) {
            assertThat(read.isNull()).as(at).isTrue();
            return;
        }
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields()
                        .forEach(field -> assertSame(
                                at + "." + field.name(),
                                field.schema(),
                                ((IndexedRecord) written).get(field.pos()),
                                read.get(field.name())));
            case UNION -> assertSame(at, branch(at, schema), written, read);
            case ARRAY -> {
                List<?> items = (List<?>) written;
                assertThat(read.size()).as(at).isEqualTo(items.size());
                for (int i = 0; i < items.size(); i++) {
                    assertSame(at + "[" + i + "]", schema.getElementType(), items.get(i), read.get(i));
                }
            }
            case MAP ->
                ((Map<?, ?>) written)
                        .forEach((key, value) -> assertSame(
                                at + "{" + key + "}", schema.getValueType(), value, read.get(key.toString())));
            case STRING, ENUM -> assertThat(read.textValue()).as(at).isEqualTo(written.toString());
            case BOOLEAN -> assertThat(read.booleanValue()).as(at).isEqualTo(written);
            case FLOAT, DOUBLE -> assertThat(read.doubleValue()).as(at).isEqualTo(((Number) written).doubleValue());
            case INT, LONG -> assertThat(read.longValue()).as(at).isEqualTo(number(schema, written));
            case BYTES -> {
                ByteBuffer bytes = (ByteBuffer) written;
                assertThat(read.get("data").size()).as(at).isEqualTo(bytes.remaining());
                for (int i = 0; i < bytes.remaining(); i++) {
                    assertThat(read.get("data").get(i).intValue())
                            .as(at)
                            .isEqualTo(bytes.get(bytes.position() + i) & 0xff);
                }
            }
            case FIXED, NULL -> throw new AssertionError(at + " is a " + schema.getType() + ", which nothing here is");
        }
    }

    /** A client unwraps a union only where one branch besides null can be meant, and all of ours are such. */
    private static Schema branch(String at, Schema union) {
        List<Schema> branches = union.getTypes().stream()
                .filter(each -> each.getType() != Schema.Type.NULL)
                .toList();
        assertThat(branches).as(at).hasSize(1);
        return branches.getFirst();
    }

    private static long number(Schema schema, Object written) {
        LogicalType logical = schema.getLogicalType();
        if (logical == null) {
            return ((Number) written).longValue();
        }
        Conversion<Object> conversion = SpecificData.getForClass(Decision.class).getConversionFor(logical);
        return conversion == null
                ? ((Number) written).longValue()
                : (long) Conversions.convertToRawType(written, schema, logical, conversion);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(CLIENTS.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
