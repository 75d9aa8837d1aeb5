package dev.sluice.app.cluster;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A node in a container, whose clients come in by a port of the loopback interface. */
final class ContainerNode implements Node {
    /** The port in the container that is reached from outside. */
    static final int CLIENTS = 19_092;

    private final GenericContainer<?> container;
    private boolean made;

    /**
     * A node that is not running yet.
     *
     * @param name what the other nodes find it by
     * @param port the port on this machine; the same after a kill
     */
    ContainerNode(Network network, String name, int port, Map<String, String> properties) {
        container = new GenericContainer<>(DockerImageName.parse(KafkaCluster.IMAGE));
        container
                .withNetwork(network)
                .withNetworkAliases(name)
                .withEnv("KAFKA_HEAP_OPTS", "-Xmx384m")
                .withEnv("JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
        container.setPortBindings(List.of("127.0.0.1:" + port + ":" + CLIENTS));
        properties.forEach((key, value) -> container.withEnv(variable(key), value));
        // A node takes no clients before there are others: who made them waits for all.
        container.waitingFor(new AbstractWaitStrategy() {
            @Override
            protected void waitUntilReady() {}
        });
    }

    @Override
    public void start() {
        if (made) {
            container
                    .getDockerClient()
                    .startContainerCmd(container.getContainerId())
                    .exec();
        } else {
            container.start();
            made = true;
        }
    }

    @Override
    public void kill() {
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal("SIGKILL")
                .exec();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** How the image wants a property to be called. */
    private static String variable(String property) {
        if (property.equals(NodeMain.CLUSTER_ID)) {
            return "CLUSTER_ID";
        }
        return "KAFKA_" + property.replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
