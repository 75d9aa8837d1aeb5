package dev.sluice.app.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** A broker that lets nobody in who does not log on. */
public interface GuardedCluster extends AutoCloseable {
    /** Where somebody finds it; not all come by the same listener. */
    String bootstrapServers(String user);

    /** Properties by which somebody logs on. */
    Map<String, String> logOn(String user);

    /** Settings of a client of somebody's. */
    default Map<String, Object> client(String user) {
        Map<String, Object> settings = new HashMap<>(logOn(user));
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(user));
        return settings;
    }

    @Override
    void close();
}
