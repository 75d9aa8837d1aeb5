package dev.sluice.app.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The child process of {@link EmbeddedBroker}: one Kafka node in KRaft mode, controller and broker, on a free port of
 * the loopback interface.
 *
 * <p>It prints {@code READY host:port} once it takes clients. It lives as long as its standard input: when the parent
 * closes it, or ends in whatever way (the operating system closes it then), the broker stops and deletes its folder. An
 * interrupt from the terminal is left to the parent, which has clients to close before the broker goes.
 */
public final class BrokerMain {
    /** What the line starts with that says where the broker is. */
    static final String READY = "READY ";

    /** The file in its folder with more properties of the broker, where there are. */
    static final String PROPERTIES = "broker.properties";

    private static final String OF_THE_JVM = "org.apache.kafka.";
    private static final int ATTEMPTS = 5;

    private BrokerMain() {}

    /**
     * Runs the broker.
     *
     * @param args one argument: a folder for its data, deleted at the end with all that is in it
     */
    public static void main(String[] args) throws Exception {
        Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
        Path folder = Path.of(args[0]);
        // Kafka's own classes may print; the parent reads nothing but the READY line from stdout.
        PrintStream answers = System.out;
        System.setOut(System.err);
        Thread stopper = Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithParent(folder));
        KafkaRaftServer server = startOnFreePort(folder, answers);
        stopper.join();
        server.shutdown();
        server.awaitShutdown();
        TemporaryFolder.delete(folder);
        Runtime.getRuntime().halt(0);
    }

    /** Returns when the parent has closed our input. A stop that hangs must not leave a process behind. */
    private static void endWithParent(Path folder) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected: only the end of the input says something.
                continue;
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Thread.ofPlatform().daemon().name("last-resort").start(() -> haltLater(folder));
    }

    private static void haltLater(Path folder) {
        try {
            Thread.sleep(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        TemporaryFolder.delete(folder);
        Runtime.getRuntime().halt(1);
    }

    /** A port that was free may be taken before Kafka binds it, so a few are tried. */
    private static KafkaRaftServer startOnFreePort(Path folder, PrintStream answers) throws Exception {
        for (int attempt = 1; ; attempt++) {
            int brokerPort = freePort();
            int controllerPort = freePort();
            Path data = folder.resolve("data-" + attempt);
            Properties properties = properties(data, brokerPort, controllerPort);
            addFrom(folder.resolve(PROPERTIES), properties);
            format(data);
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            try {
                server.startup();
            } catch (RuntimeException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                server.shutdown();
                continue;
            }
            answers.write((READY + "127.0.0.1:" + brokerPort + "\n").getBytes(StandardCharsets.US_ASCII));
            answers.flush();
            return server;
        }
    }

    private static void addFrom(Path file, Properties properties) throws IOException {
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            // Which addresses tokens and their keys may come from is no property of a broker's, but of its JVM.
            properties.stringPropertyNames().stream()
                    .filter(key -> key.startsWith(OF_THE_JVM))
                    .forEach(key -> System.setProperty(key, properties.getProperty(key)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(org.apache.kafka.common.Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(System.err)
                .run();
    }

    /** One node, one machine: a replica of everything, few internal partitions, no waiting for members to come. */
    private static Properties properties(Path data, int brokerPort, int controllerPort) {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        p.setProperty("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        p.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        p.setProperty("controller.listener.names", "CONTROLLER");
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("log.dirs", data.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("default.replication.factor", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("controlled.shutdown.enable", "false");
        // On a machine that is busy for seconds the node must not fence itself: nobody else would take over.
        p.setProperty("broker.session.timeout.ms", "600000");
        p.setProperty("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        p.setProperty("log.index.size.max.bytes", Integer.toString(1 << 20));
        p.setProperty("message.max.bytes", Integer.toString(16 << 20));
        p.setProperty("replica.fetch.max.bytes", Integer.toString(16 << 20));
        return p;
    }
}
