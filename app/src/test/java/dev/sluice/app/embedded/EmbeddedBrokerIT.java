package dev.sluice.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

class EmbeddedBrokerIT {
    @Test
    void takesClientsAndLeavesNothingBehind() throws Exception {
        ProcessHandle child;
        try (EmbeddedBroker broker = EmbeddedBroker.start(512)) {
            child = broker.process();
            Map<String, Object> settings =
                    Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
            try (Admin admin = Admin.create(settings)) {
                assertThat(admin.describeCluster().nodes().get()).hasSize(1);
            }
            assertThat(broker.folder()).isDirectory();
        }
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void endsWithItsParentEvenWhenThatIsKilled() throws Exception {
        Process parent =
                ChildJvm.of(StartsABrokerMain.class, List.of(), List.of()).start();
        String line =
                new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).startsWith("pid ");
        ProcessHandle broker =
                ProcessHandle.of(Long.parseLong(line.split(" ")[1])).orElseThrow();
        java.nio.file.Path folder = java.nio.file.Path.of(line.split(" ", 4)[3]);
        assertThat(folder).isDirectory();

        parent.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(30)).until(() -> !broker.isAlive());
        assertThat(folder).doesNotExist();
    }
}
