package dev.sluice.app.doctor;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.common.Node;

/** Whether a client of Kafka's gets in: TLS, certificates, names, user and secret, or token. */
record LogOnCheck() implements Check {
    static final String NAME = "logging on";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of(
                ConfigurationCheck.NAME,
                ClientSettingsCheck.NAME,
                "key stores",
                BootstrapCheck.NAME,
                ListenerCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(15);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        DescribeClusterResult cluster = patient.admin().describeCluster();
        Collection<Node> nodes = cluster.nodes().get();
        patient.learnt(List.copyOf(nodes));
        Map<String, String> properties = patient.config().kafka().properties();
        return List.of(Remark.ok("the cluster " + cluster.clusterId().get() + " lets us in by "
                + ClientSettingsCheck.protocol(properties == null ? Map.of() : properties)));
    }
}
