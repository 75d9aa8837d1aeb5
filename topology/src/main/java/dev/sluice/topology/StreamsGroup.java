package dev.sluice.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Under the streams group protocol, standby replicas are no setting of the client but one of the group, kept by the
 * broker.
 */
final class StreamsGroup {
    private static final String STANDBY_REPLICAS = "streams.num.standby.replicas";
    private static final long WITHIN_SECONDS = 30;

    private StreamsGroup() {}

    /**
     * Sets the group's standby replicas.
     *
     * @throws KafkaException where the broker refuses, as where it does not know the protocol
     */
    static void configure(PipelineSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.cluster().properties());
        properties.put(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.cluster().bootstrapServers());
        String group = settings.cluster().applicationId();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.GROUP, group);
        String replicas = String.valueOf(settings.sizing().standbyReplicas());
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(STANDBY_REPLICAS, replicas), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(properties)) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get(WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while setting up group " + group, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException(STANDBY_REPLICAS + " of group " + group + " cannot be set to " + replicas, e);
        }
    }
}
