package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Addresses.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.Node;

/**
 * Whether the brokers can be reached where the cluster says that they are: clients go to a bootstrap server once, and
 * then to the addresses that it advertises.
 */
record BrokersCheck() implements Check {
    @Override
    public String name() {
        return "brokers";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(30);
    }

    @Override
    public List<Remark> look(Patient patient) {
        List<Remark> remarks = new ArrayList<>();
        for (Node node : patient.nodes()) {
            Address address = new Address(node.host(), node.port());
            Connecting.trouble(address)
                    .ifPresent(why -> remarks.add(Remark.fail(
                            "broker " + node.idString() + " is advertised as " + address + ", which " + why
                                    + "; allowed: an address that clients can reach",
                            "correct advertised.listeners of the broker, or make the name known here")));
        }
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(patient.nodes().size() + " can be reached where the cluster says that they are"));
        }
        return remarks;
    }
}
