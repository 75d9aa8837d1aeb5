package dev.sluice.app.transparency;

import static dev.sluice.app.transparency.GivenStatements.TOKEN;
import static dev.sluice.app.transparency.GivenStatements.statement;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.TestCluster;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.app.transparency.TransparencyServer.Fault;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.schemas.serde.AvroSerde;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands, a broker, and a server as strict as the database. */
class TransparencyIT {
    private static final int STATEMENTS = 230;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    @Timeout(240)
    void everyStatementIsThereOnceAndPeopleSettleTheRest() throws IOException {
        TestCluster cluster = TestCluster.create("transparency-");
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        try (TransparencyServer server = new TransparencyServer(TOKEN)) {
            String config = cluster.config(folder.resolve("sluice.yaml"), """
                transparency:
                  url: %s
                  tokenFile: %s
                  requestsPerSecond: 200
                  firstWait: PT0.1S
                  longestWait: PT1S
                """.formatted(server.url(), token))
                    .toString();
            publish(cluster);

            assertThat(run("submit", "--config", config, "--dry-run")).isEqualTo(1);
            assertThat(out()).contains((STATEMENTS - 1) + " would be sent, 1 kept back", "a long number");
            assertThat(server.batches()).isEmpty();

            server.next(new Fault.DropsAfterStoring(), new Fault.Status(500, null));
            assertThat(run("submit", "--config", config, "--once")).as(errors()).isZero();
            assertThat(server.stored()).hasSize(STATEMENTS - 1);

            assertThat(run("status", "--config", config)).isEqualTo(1);
            assertThat(out())
                    .contains("blocked  puid-0", "incompatible_content_explanation: a long number")
                    .contains("1 blocked, 0 refused, 0 settled by people; 0 records not read yet")
                    .doesNotContain("0171");

            int before = server.batches().size();
            assertThat(run("submit", "--config", config, "--once")).isZero();
            assertThat(server.batches()).as("nothing is sent again").hasSize(before);

            assertThat(run("retry", "puid-0", "--config", config, "--actor", "m", "--reason", "again"))
                    .isEqualTo(2);
            assertThat(errors()).contains("is kept back: incompatible_content_explanation: a long number");
            assertThat(run(
                            "retry",
                            "puid-0",
                            "--config",
                            config,
                            "--actor",
                            "m",
                            "--reason",
                            "a law's number",
                            "--no-personal-data"))
                    .as(errors())
                    .isZero();
            assertThat(server.stored()).hasSize(STATEMENTS);
            assertThat(run("settle", "puid-0", "--config", config, "--actor", "m", "--reason", "done"))
                    .isEqualTo(2);
            assertThat(errors()).contains("statement 'puid-0' is SUBMITTED");
            assertThat(run("status", "--config", config, "--json")).as(errors()).isZero();
            assertThat(out()).contains("\"blocked\":0", "\"waiting\":[]");
        }
    }

    private static void publish(TestCluster cluster) {
        AvroSerde<StatementOfReasons> serde = new AvroSerde<>(StatementOfReasons.class, cluster.registry());
        String topic = cluster.prefix() + "statements";
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(cluster.client(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < STATEMENTS; i++) {
                StatementOfReasons statement = statement(i);
                if (i == 0) {
                    statement.getPublicStatement().setIncompatibleContentExplanation("See 0171 2345678.");
                }
                producer.send(new ProducerRecord<>(
                        topic, ("thread-" + i).getBytes(StandardCharsets.UTF_8), serde.encode(topic, statement)));
            }
            producer.flush();
        }
    }

    private int run(String... arguments) {
        out.reset();
        errors.reset();
        List<String> all = new ArrayList<>(List.of("transparency"));
        all.addAll(List.of(arguments));
        return Sluice.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(errors, true, StandardCharsets.UTF_8),
                        false),
                all.toArray(String[]::new));
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
