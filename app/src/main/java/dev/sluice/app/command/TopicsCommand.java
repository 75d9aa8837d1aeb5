package dev.sluice.app.command;

import dev.sluice.app.access.AccessAdmin;
import dev.sluice.app.access.AccessPlan;
import dev.sluice.app.access.AccessState;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.app.topics.TopicAdmin;
import dev.sluice.app.topics.TopicState;
import dev.sluice.app.topics.TopicState.Standing;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice topics}: creates and checks the topics of the catalogue, and who may read and write them. */
@Command(
        name = "topics",
        description = "Create or check the topics, their configuration and who may use them.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice topics apply --config sluice.yaml"})
final class TopicsCommand extends Group {
    private static final int TIMEOUT_MS = 30_000;

    private final Terminal terminal;

    TopicsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "apply",
            description = "Create what is missing, correct configuration and rights that differ.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Run it as often as you like; it says so where there is nothing to do.",
                "Partitions and replicas of a topic that is there are left alone: the exit code",
                "is 1 where they differ from what the configuration says, or do not fit to each",
                "other. --dry-run asks the cluster whether it would do it.",
                "",
                "Where the configuration has a section access, rights follow it: they are given",
                "before topics are created, and taken only from those who have a role there, or",
                "had one. It needs the right Alter on the cluster.",
                "",
                "Examples:  ./sluice topics apply --config sluice.yaml --dry-run",
                "           ./sluice topics apply --config sluice.yaml"
            })
    int apply(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file,
            @Option(names = "--dry-run", description = "Print what would be done, and do nothing.") boolean dryRun) {
        return with(file, cluster -> {
            AccessReport report = new AccessReport(terminal.out());
            if (dryRun) {
                cluster.access().ifPresent(access -> report.changes(access.describe(), "would give", "would take"));
                return told(cluster.topics().rehearse(), "would be created", "would be corrected");
            }
            cluster.access().ifPresent(access -> report.changes(access.apply(), "gave", "took"));
            return told(cluster.topics().apply(), "created", "corrected");
        });
    }

    @Command(
            name = "describe",
            description = "Compare the cluster with the plan; the exit code is 1 where they differ.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Where the configuration has a section access, it also prints who may read and",
                "write each topic, and rights that differ from that.",
                "",
                "Example:  ./sluice topics describe --config sluice.yaml"
            })
    int describe(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file) {
        return with(file, cluster -> {
            List<TopicState> states = cluster.topics().describe();
            report(states, "missing", "differs");
            boolean planned = states.stream().allMatch(state -> state.standing() == Standing.AS_PLANNED);
            planned &= cluster.access().map(access -> rights(cluster, access)).orElse(true);
            return planned ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    private boolean rights(Cluster cluster, AccessAdmin access) {
        AccessReport report = new AccessReport(terminal.out());
        cluster.plan().ifPresent(report::plan);
        AccessState state = access.describe();
        report.changes(state, "missing:", "too much:");
        return state.asPlanned();
    }

    /** What the configuration says about a cluster, and the way to it. */
    private record Cluster(TopicAdmin topics, Optional<AccessPlan> plan, Admin admin) {
        Optional<AccessAdmin> access() {
            return plan.map(each -> new AccessAdmin(admin, each));
        }
    }

    @FunctionalInterface
    private interface Work {
        int with(Cluster cluster);
    }

    private static int with(Path file, Work work) {
        Logging.quiet();
        SluiceConfig config = ConfigReader.read(file);
        Optional<AccessPlan> plan = Optional.ofNullable(Connections.access(config));
        Map<String, Object> settings = Connections.kafka(config.kafka());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(settings)) {
            return work.with(new Cluster(new TopicAdmin(admin, Connections.topics(config)), plan, admin));
        }
    }

    /** Every topic, and in a last line how much was, or would be, done. */
    private int told(List<TopicState> states, String missing, String differs) {
        int exitCode = report(states, missing, differs);
        long made = states.stream()
                .filter(state -> state.standing() == Standing.MISSING)
                .count();
        long corrected =
                states.stream().filter(state -> !state.corrections().isEmpty()).count();
        terminal.out()
                .println("topics: " + states.size() + " planned, " + made + " " + missing + ", " + corrected + " "
                        + differs + (made + corrected == 0 ? "; nothing to do" : ""));
        return exitCode;
    }

    private int report(List<TopicState> states, String missing, String differs) {
        boolean needsAPerson = false;
        for (TopicState state : states) {
            String standing = switch (state.standing()) {
                case AS_PLANNED -> "as planned";
                case MISSING -> missing;
                case DIFFERS -> differs;
                case NEEDS_A_PERSON -> "needs a person";
            };
            needsAPerson |= state.standing() == Standing.NEEDS_A_PERSON;
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-24s %-18s %-12s %s",
                            state.name(),
                            standing,
                            state.topic().sensitivity().name().toLowerCase(Locale.ROOT),
                            String.join("; ", state.differences())));
        }
        return needsAPerson ? ExitCode.FAILED : ExitCode.OK;
    }
}
