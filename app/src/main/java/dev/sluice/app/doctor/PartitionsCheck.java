package dev.sluice.app.doctor;

import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.topics.CoPartitioned;
import dev.sluice.schemas.topics.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether topics whose records meet by partition have the same number of them, as the parts demand that read them. */
record PartitionsCheck() implements Check {
    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public Set<String> needs() {
        return Set.of(LogOnCheck.NAME);
    }

    @Override
    public List<Remark> look(Patient patient) throws Exception {
        SluiceConfig config = patient.config();
        List<CoPartitioned> meetings = meetings(config);
        List<Remark> remarks = new ArrayList<>();
        for (CoPartitioned together : meetings) {
            Map<String, Integer> partitions = partitions(patient, together);
            together.trouble(partitions, patient.topic(""))
                    .ifPresent(trouble -> remarks.add(Remark.fail(
                            trouble,
                            "make the topics anew that nothing stands in yet, with the number of the others;"
                                    + " ./sluice topics apply follows those that are there")));
        }
        return remarks.isEmpty()
                ? List.of(Remark.ok(
                        meetings.isEmpty() ? "nothing meets by partition here" : "what meets by partition can meet"))
                : remarks;
    }

    private static List<CoPartitioned> meetings(SluiceConfig config) {
        List<CoPartitioned> meetings = new ArrayList<>();
        SluiceConfig.Pipeline pipeline = config.pipeline();
        if (pipeline != null || Part.of(config).contains(Part.ADMINISTRATOR)) {
            meetings.add(CoPartitioned.PIPELINE);
        }
        if (pipeline == null && Part.of(config).contains(Part.ADMINISTRATOR)
                || pipeline != null && Processes.worksCases(pipeline)) {
            meetings.add(CoPartitioned.CASEWORK);
        }
        if (config.outcomes() != null) {
            meetings.add(CoPartitioned.OUTCOMES);
        }
        return meetings;
    }

    private static Map<String, Integer> partitions(Patient patient, CoPartitioned together)
            throws InterruptedException {
        List<String> names = together.topics().stream()
                .map(topic -> patient.topic(topic.name()))
                .toList();
        Map<String, Integer> partitions = new HashMap<>();
        var found = TopicsCheck.found(patient.admin(), names, new TreeSet<>(), new TreeSet<>());
        for (Topic<?> topic : together.topics()) {
            var description = found.get(patient.topic(topic.name()));
            if (description != null) {
                partitions.put(topic.name(), description.partitions().size());
            }
        }
        return partitions;
    }
}
