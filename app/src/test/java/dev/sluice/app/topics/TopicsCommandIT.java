package dev.sluice.app.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.cluster.KafkaCluster;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a cluster where somebody's topics are already. */
@Timeout(120)
class TopicsCommandIT {
    private final String prefix = "there" + Long.toString(System.nanoTime(), Character.MAX_RADIX) + "-";

    @TempDir
    private Path folder;

    private String out = "";

    @Test
    void topicsThatAreThereKeepTheirPartitionsAndOthersFollowThem() throws Exception {
        try (Admin admin = admin()) {
            create(admin, new NewTopic(prefix + "posts", 6, (short) 1).configs(Map.of("cleanup.policy", "compact")));
            create(admin, new NewTopic(prefix + "actions", 3, (short) 1));
            Path config = config("");

            assertThat(topics("apply", config, "--dry-run")).isZero();
            assertThat(line("posts")).contains("would be corrected", "cleanup.policy is compact; planned: delete");
            assertThat(line("flags")).contains("would be created", "partitions 6; replicas 1; cleanup.policy delete;");
            assertThat(line("reviews")).contains("partitions 3");
            assertThat(line("topics: "))
                    .contains("34 would be created, 2 would be corrected")
                    .doesNotContain("nothing");
            assertThat(names(admin)).as("a dry run makes nothing").hasSize(2);

            assertThat(topics("apply", config)).isZero();
            assertThat(line("topics: ")).contains("34 created, 2 corrected");
            assertThat(topics("apply", config)).isZero();
            assertThat(line("topics: ")).endsWith("0 created, 0 corrected; nothing to do");
            assertThat(topics("describe", config)).isZero();
            assertThat(admin.describeTopics(List.of(prefix + "rulings"))
                            .allTopicNames()
                            .get()
                            .get(prefix + "rulings")
                            .partitions())
                    .hasSize(6);
        }
    }

    @Test
    void topicsThatCannotMeetAreNamed() throws Exception {
        try (Admin admin = admin()) {
            create(admin, new NewTopic(prefix + "posts", 6, (short) 1));
            create(admin, new NewTopic(prefix + "flags", 4, (short) 1));

            assertThat(topics("apply", config(""), "--dry-run")).isEqualTo(ExitCode.FAILED);
            assertThat(line("flags"))
                    .contains("needs a person", "posts 6, ", "flags 4", "meet their posts by partition");
        }
    }

    @Test
    void aTopicWithFewReplicasCanStillBeWrittenAfterwards() throws Exception {
        try (Admin admin = admin()) {
            create(admin, new NewTopic(prefix + "posts", 6, (short) 1).configs(Map.of("cleanup.policy", "compact")));

            assertThat(topics("describe", config("topics: {replicationFactor: 3}\n")))
                    .isEqualTo(ExitCode.FAILED);
            assertThat(line("posts"))
                    .contains("needs a person", "replicas is 1; planned: 3", "cleanup.policy")
                    .doesNotContain("min.insync");
        }
    }

    @Test
    void aDryRunSaysWhatTheClusterWouldRefuse() throws IOException {
        assertThat(topics("apply", config("topics: {replicationFactor: 2}\n"), "--dry-run"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(out).contains("Kafka: ", "eplication");
    }

    @Test
    void aLimitOfTheClustersIsKeptTo() throws IOException {
        assertThat(topics("apply", config("topics: {replicationFactor: 1, maxMessageBytes: 2097164}\n"), "--dry-run"))
                .isZero();
        assertThat(line("dead-letters")).contains("max.message.bytes 2097164");
        assertThat(line("flags")).contains("max.message.bytes 1048576");
    }

    private Path config(String topics) throws IOException {
        return Files.writeString(
                folder.resolve("sluice.yaml"),
                "kafka: {bootstrapServers: \"%s\", topicPrefix: %s}\nregistry: {urls: [\"mock://test\"]}\n"
                                .formatted(KafkaCluster.bootstrapServers(), prefix)
                        + (topics.isEmpty() ? "topics: {replicationFactor: 1}\n" : topics));
    }

    private int topics(String command, Path config, String... more) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        String[] arguments = new String[4 + more.length];
        System.arraycopy(new String[] {"topics", command, "--config", config.toString()}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        int exitCode = Sluice.run(new Terminal(InputStream.nullInputStream(), stream, stream, false), arguments);
        out = printed.toString(StandardCharsets.UTF_8);
        return exitCode;
    }

    private String line(String topic) {
        String begin = topic.endsWith(" ") ? topic : prefix + topic + " ";
        return out.lines().filter(line -> line.startsWith(begin)).findFirst().orElse("no line in " + out);
    }

    private List<String> names(Admin admin) throws Exception {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", KafkaCluster.bootstrapServers()));
    }

    private static void create(Admin admin, NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
    }
}
