package dev.sluice.app.doctor;

import dev.sluice.app.access.AccessPlan;
import dev.sluice.app.access.ProcessNames;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.topology.PipelineSettings.GroupProtocol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;

/** Whether the names of groups and transactions keep out of each other's way, and nobody else uses them. */
record GroupsCheck() implements Check {
    /** What groups of consumers say, of Kafka Streams too; Connect, for one, says something else. */
    private static final String CONSUMERS = "consumer";

    @Override
    public String name() {
        return "groups";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        SluiceConfig config = patient.config();
        List<Remark> remarks = new ArrayList<>();
        addNames(remarks, config);
        Collection<GroupListing> there = Answers.of(patient.admin().listGroups().valid());
        List<String> ours = new ArrayList<>();
        for (Part part : Part.of(config)) {
            ours.addAll(Groups.of(config, part));
        }
        List<String> streams = config.pipeline() == null ? List.of() : Groups.streams(config);
        for (GroupListing group : there) {
            if (ours.contains(group.groupId())) {
                addUse(remarks, config, group, streams.contains(group.groupId()));
            }
        }
        return remarks.isEmpty()
                ? List.of(Remark.ok(ours.isEmpty() ? "no part of this configuration has one" : String.join(", ", ours)))
                : remarks;
    }

    private static void addNames(List<Remark> remarks, SluiceConfig config) {
        if (config.access() != null) {
            return; // Said under configuration.
        }
        try {
            AccessPlan unused = new AccessPlan(
                    Connections.prefix(config.kafka()),
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    new ProcessNames(
                            Groups.applicationId(config),
                            false,
                            Groups.of(config, Part.SINK).getFirst(),
                            Groups.of(config, Part.TRANSPARENCY).getFirst()));
        } catch (IllegalArgumentException e) {
            remarks.add(Remark.warn(
                    String.valueOf(e.getMessage()),
                    "choose another name before the first start: it names state as well"));
        }
    }

    private static void addUse(List<Remark> remarks, SluiceConfig config, GroupListing group, boolean streams) {
        GroupType type = group.type().orElse(GroupType.UNKNOWN);
        boolean empty = group.groupState().orElse(GroupState.UNKNOWN) == GroupState.EMPTY
                || group.groupState().orElse(GroupState.UNKNOWN) == GroupState.DEAD;
        boolean classicOfOthers = type == GroupType.CLASSIC
                && !empty
                && !group.protocol().isEmpty()
                && !group.protocol().equals(CONSUMERS);
        if (classicOfOthers || type == GroupType.SHARE || streams && type == GroupType.CONSUMER) {
            remarks.add(Remark.fail(
                    "the group " + group.groupId() + " is in use by something else, of type " + type.toString()
                            + " and protocol '" + group.protocol() + "'; allowed: a name of our own",
                    "name another pipeline.applicationId, sink.groupId or transparency.groupId"));
            return;
        }
        String written = config.pipeline() == null ? null : config.pipeline().groupProtocol();
        GroupProtocol protocol = written == null ? GroupProtocol.CLASSIC : GroupProtocol.of(written);
        GroupType wanted = protocol == GroupProtocol.STREAMS ? GroupType.STREAMS : GroupType.CLASSIC;
        if (streams && !empty && type != GroupType.UNKNOWN && type != wanted) {
            remarks.add(Remark.fail(
                    "pipeline.groupProtocol is " + protocol.id() + ", and the group " + group.groupId() + " runs as "
                            + type + "; allowed: one for all instances",
                    "stop all instances before you change it"));
        }
    }
}
