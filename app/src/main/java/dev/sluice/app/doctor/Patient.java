package dev.sluice.app.doctor;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** What is looked at, and what earlier checks have learnt of it. Safe for use by many threads. */
final class Patient implements AutoCloseable {
    private static final int TIMEOUT_MS = 6_000;
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final Path file;
    private final Function<@Nullable Path, Path> policies;
    private @Nullable SluiceConfig config;
    private @Nullable Admin admin;
    private List<Node> nodes = List.of();

    /**
     * A configuration.
     *
     * @param file where it is
     * @param policies the folder of policies where the configuration names this one or none
     */
    Patient(Path file, Function<@Nullable Path, Path> policies) {
        this.file = file;
        this.policies = policies;
    }

    Path file() {
        return file;
    }

    /** The folder of policies where the configuration says this. */
    Path policies(@Nullable String given) {
        return policies.apply(given == null ? null : Path.of(given));
    }

    /** What the configuration says. */
    synchronized SluiceConfig config() {
        SluiceConfig read = config;
        if (read == null) {
            throw new IllegalStateException("the configuration was not read");
        }
        return read;
    }

    synchronized void read(SluiceConfig read) {
        config = read;
    }

    synchronized boolean isRead() {
        return config != null;
    }

    /** Settings of a client that gives up soon. */
    Map<String, Object> client() {
        Map<String, Object> settings = new HashMap<>(Connections.kafka(config().kafka()));
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000L);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 3_000L);
        return settings;
    }

    /** The client of the cluster; opened by the first who asks. */
    synchronized Admin admin() {
        Admin open = admin;
        if (open == null) {
            open = Admin.create(client());
            admin = open;
        }
        return open;
    }

    /** The cluster's brokers, as it has told them. */
    synchronized List<Node> nodes() {
        return nodes;
    }

    synchronized void learnt(List<Node> told) {
        nodes = List.copyOf(told);
    }

    /** The name of a topic on the cluster. */
    String topic(String name) {
        return Connections.prefix(config().kafka()) + name;
    }

    @Override
    public synchronized void close() {
        Admin open = admin;
        if (open != null) {
            open.close(CLOSE_WITHIN);
        }
    }
}
