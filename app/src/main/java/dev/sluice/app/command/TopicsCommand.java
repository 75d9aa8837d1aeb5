package dev.sluice.app.command;

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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice topics}: creates and checks the topics of the catalogue. */
@Command(
        name = "topics",
        description = "Create or check the topics and their configuration.",
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
            description = "Create what is missing, correct configuration that differs.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Run it as often as you like. Partitions and replicas of a topic that is there",
                "are left alone: the exit code is 1 where they differ from the plan.",
                "",
                "Example:  ./sluice topics apply --config sluice.yaml"
            })
    int apply(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file) {
        return withAdmin(file, admin -> report(admin.apply(), "created", "corrected"));
    }

    @Command(
            name = "describe",
            description = "Compare the cluster with the plan; the exit code is 1 where they differ.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice topics describe --config sluice.yaml"})
    int describe(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file) {
        return withAdmin(file, admin -> {
            List<TopicState> states = admin.describe();
            report(states, "missing", "differs");
            boolean planned = states.stream().allMatch(state -> state.standing() == Standing.AS_PLANNED);
            return planned ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @FunctionalInterface
    private interface Work {
        int with(TopicAdmin admin);
    }

    private static int withAdmin(Path file, Work work) {
        Logging.quiet();
        SluiceConfig config = ConfigReader.read(file);
        Map<String, Object> settings = Connections.kafka(config.kafka());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        try (Admin admin = Admin.create(settings)) {
            return work.with(new TopicAdmin(admin, Connections.topics(config)));
        }
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
                            "%-24s %-15s %-12s %s",
                            state.name(),
                            standing,
                            state.topic().sensitivity().name().toLowerCase(Locale.ROOT),
                            String.join("; ", state.differences())));
        }
        return needsAPerson ? ExitCode.FAILED : ExitCode.OK;
    }
}
