package dev.sluice.app.cluster;

import dev.sluice.app.embedded.TemporaryFolder;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;

/**
 * A node of a cluster in a child of a test. It keeps its data over a kill, and deletes it when the test's process ends,
 * however that ends.
 */
public final class NodeMain {
    /** The file in its folder that says how it is to be run. */
    static final String PROPERTIES = "node.properties";
    /** The folder in its folder with its logs. */
    static final String DATA = "data";
    /** The property, ours, with the cluster's id. */
    static final String CLUSTER_ID = "cluster.id";

    private NodeMain() {}

    /**
     * Runs the node.
     *
     * @param args its folder
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> endWithParent(folder));
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(PROPERTIES))) {
            properties.load(reader);
        }
        String data = folder.resolve(DATA).toString();
        new Formatter()
                .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
                .setClusterId((String) properties.remove(CLUSTER_ID))
                .setControllerListenerName(properties.getProperty("controller.listener.names"))
                .setDirectories(List.of(data))
                .setMetadataLogDirectory(data)
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setIgnoreFormatted(true)
                .setPrintStream(System.err)
                .run();
        properties.setProperty("log.dirs", data);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        server.awaitShutdown();
    }

    private static void endWithParent(Path folder) {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected: only the end of the input says something.
                continue;
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        TemporaryFolder.delete(folder);
        Runtime.getRuntime().halt(1);
    }
}
