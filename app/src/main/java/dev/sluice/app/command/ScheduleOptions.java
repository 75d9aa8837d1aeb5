package dev.sluice.app.command;

import dev.sluice.escalation.retention.RetentionSchedule;
import dev.sluice.escalation.retention.RetentionSchedule.OnErasure;
import dev.sluice.escalation.retention.RetentionSchedule.Rule;
import dev.sluice.topology.policy.RetentionTable;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** By which schedule evidence is kept. */
final class ScheduleOptions {
    @Option(
            names = "--schedule",
            paramLabel = "FILE",
            description = "Retention by category; policies/legal/retention.yaml by default.")
    private @Nullable Path file;

    RetentionSchedule schedule() {
        Path path = file != null ? file : Home.folder().resolve("policies/legal/retention.yaml");
        RetentionTable table = RetentionTable.load(path);
        Map<String, Rule> categories = new TreeMap<>();
        table.categories().forEach((category, rule) -> categories.put(category, rule(rule)));
        return new RetentionSchedule(
                table.schedule(), table.version(), table.sha256(), categories, rule(table.otherwise()));
    }

    private static Rule rule(RetentionTable.Rule rule) {
        return new Rule(
                rule.keep(),
                rule.deletesOnErasure() ? OnErasure.DELETE : OnErasure.KEEP,
                rule.basis() + " (" + rule.source() + ")");
    }
}
