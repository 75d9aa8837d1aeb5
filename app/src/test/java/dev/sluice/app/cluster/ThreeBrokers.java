package dev.sluice.app.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;
import org.testcontainers.containers.Network;

/**
 * A cluster of three nodes, each broker and controller, that can be killed one by one. In child processes, or in
 * containers with {@code -Pcontainers}. Its settings are those of any cluster of three: what Kafka's own topics need to
 * outlive a broker, and Kafka's defaults for the rest, so that a broker that is killed is missed after nine seconds.
 */
public final class ThreeBrokers implements AutoCloseable {
    /** How many there are; their ids are 1 to this. */
    public static final int COUNT = 3;

    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int TIMEOUT_MS = 20_000;

    private final List<Node> nodes = new ArrayList<>();
    private final List<AutoCloseable> beside = new ArrayList<>();
    private final String bootstrapServers;

    private ThreeBrokers(List<Integer> ports) {
        this.bootstrapServers = String.join(
                ",",
                ports.subList(0, COUNT).stream()
                        .map(port -> "127.0.0.1:" + port)
                        .toList());
    }

    /** Starts all three, and waits until they are a cluster. */
    public static ThreeBrokers start() throws Exception {
        List<Integer> ports = freePorts(2 * COUNT);
        ThreeBrokers brokers = new ThreeBrokers(ports);
        try {
            brokers.make(ports);
            for (Node node : brokers.nodes) {
                node.start();
            }
            brokers.awaitWhole();
            return brokers;
        } catch (Exception | AssertionError e) {
            brokers.close();
            throw e;
        }
    }

    /** Where all three are. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Settings of a client. */
    public Map<String, Object> client() {
        return Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    }

    /** An admin client that gives up while a test still waits. */
    public Admin admin() {
        Map<String, Object> settings = new HashMap<>(client());
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS / 4);
        return Admin.create(settings);
    }

    /** Ends one as a power cut would. */
    public void kill(int id) throws Exception {
        nodes.get(id - 1).kill();
    }

    /** Starts one that was killed, with what it had. */
    public void restart(int id) throws Exception {
        nodes.get(id - 1).start();
    }

    /** How many partitions of these topics a broker leads. */
    public long leads(int id, Set<String> topics) throws Exception {
        try (Admin admin = admin()) {
            return partitions(admin, topics).stream()
                    .filter(partition ->
                            partition.leader() != null && partition.leader().id() == id)
                    .count();
        }
    }

    /** Waits until all brokers are there, have all that they should, and lead what they should. */
    public void awaitWhole() {
        try (Admin admin = admin()) {
            await().atMost(WHOLE_WITHIN)
                    .pollInterval(LOOK_EVERY)
                    .ignoreExceptions()
                    .until(() -> isWhole(admin));
        }
    }

    @Override
    public void close() throws Exception {
        for (Node node : nodes) {
            node.close();
        }
        for (AutoCloseable each : beside) {
            each.close();
        }
    }

    private static boolean isWhole(Admin admin) throws Exception {
        if (admin.describeCluster().nodes().get().size() < COUNT) {
            return false;
        }
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        List<TopicPartitionInfo> partitions = partitions(admin, topics);
        if (partitions.stream()
                .anyMatch(each -> each.isr().size() < each.replicas().size())) {
            return false;
        }
        // A broker that was away leads nothing at first; it is five minutes before brokers see to that themselves.
        if (partitions.stream()
                .allMatch(
                        each -> each.leader().id() == each.replicas().getFirst().id())) {
            return true;
        }
        Map<?, Optional<Throwable>> unused =
                admin.electLeaders(ElectionType.PREFERRED, null).partitions().get();
        return false;
    }

    private static List<TopicPartitionInfo> partitions(Admin admin, Set<String> topics) throws Exception {
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .map(TopicDescription::partitions)
                .flatMap(List::stream)
                .toList();
    }

    private void make(List<Integer> ports) throws IOException {
        String cluster = Uuid.randomUuid().toString();
        boolean contained = KafkaCluster.PROVIDER.equals("containers");
        Network network = contained ? Network.newNetwork() : null;
        if (network != null) {
            beside.add(network);
        }
        for (int id = 1; id <= COUNT; id++) {
            Map<String, String> properties = properties(id, cluster);
            int port = ports.get(id - 1);
            if (network == null) {
                onLoopback(properties, id, ports);
                nodes.add(ProcessNode.of(properties));
            } else {
                inNetwork(properties, id, port);
                nodes.add(new ContainerNode(network, nameOf(id), port, properties));
            }
        }
    }

    private static void onLoopback(Map<String, String> properties, int id, List<Integer> ports) {
        int clients = ports.get(id - 1);
        int controllers = ports.get(COUNT + id - 1);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + clients + ",CONTROLLER://127.0.0.1:" + controllers);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put(
                "controller.quorum.voters",
                String.join(
                        ",",
                        IntStream.rangeClosed(1, COUNT)
                                .mapToObj(each -> each + "@127.0.0.1:" + ports.get(COUNT + each - 1))
                                .toList()));
    }

    private static void inNetwork(Map<String, String> properties, int id, int port) {
        properties.put(
                "listeners",
                "PLAINTEXT://0.0.0.0:" + ContainerNode.CLIENTS + ",BROKER://0.0.0.0:9093,CONTROLLER://0.0.0.0:9094");
        properties.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port + ",BROKER://" + nameOf(id) + ":9093");
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "BROKER");
        properties.put("log.dirs", "/tmp/kafka-logs");
        properties.put(
                "controller.quorum.voters",
                String.join(
                        ",",
                        IntStream.rangeClosed(1, COUNT)
                                .mapToObj(each -> each + "@" + nameOf(each) + ":9094")
                                .toList()));
    }

    private static Map<String, String> properties(int id, String cluster) {
        Map<String, String> properties = new HashMap<>();
        properties.put(NodeMain.CLUSTER_ID, cluster);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(id));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", Integer.toString(COUNT));
        properties.put("offsets.topic.num.partitions", "6");
        properties.put("transaction.state.log.replication.factor", Integer.toString(COUNT));
        properties.put("transaction.state.log.min.isr", "2");
        properties.put("transaction.state.log.num.partitions", "6");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("message.max.bytes", Integer.toString(16 << 20));
        properties.put("replica.fetch.max.bytes", Integer.toString(16 << 20));
        properties.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        properties.put("log.index.size.max.bytes", Integer.toString(1 << 20));
        return properties;
    }

    private static String nameOf(int id) {
        return "broker-" + id;
    }

    /** Ports that are free now, all of them at once. */
    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
