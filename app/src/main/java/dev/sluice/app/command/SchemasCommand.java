package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.registry.SubjectDesk;
import dev.sluice.app.registry.SubjectState;
import dev.sluice.app.registry.SubjectState.Standing;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.registry.ShippedSchemas;
import dev.sluice.schemas.registry.SubjectAdmin;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.Subject;
import dev.sluice.schemas.topics.Subjects;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice schemas}: the records of the contract, and whether a schema registry has them. */
@Command(
        name = "schemas",
        description = "Look at the records' schemas, and register them.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice schemas register --config sluice.yaml --dry-run"})
final class SchemasCommand extends Group {
    private final Terminal terminal;

    SchemasCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            description = "Say which subjects there are: record, versions, who writes them.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Versions are those that this build has frozen, today's included. It asks no",
                "registry; a deployment's topic prefix comes before every subject.",
                "Exit code: 0.",
                "",
                "Example:  ./sluice schemas list"
            })
    int list() {
        Logging.quiet();
        for (Subject<?> subject : Subjects.all()) {
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%-28s %-20s v%-3d %s",
                            subject.name(),
                            subject.valueType().getSimpleName(),
                            ShippedSchemas.history(subject.valueType().getSimpleName())
                                    .size(),
                            subject.writers().stream().map(Role::id).sorted().collect(Collectors.joining(" "))));
        }
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Print a subject's schema as Avro JSON.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 printed; 2 there is no such subject.",
                "",
                "Example:  ./sluice schemas show decisions-value"
            })
    int show(@Parameters(paramLabel = "SUBJECT", description = "As 'list' prints it.") String name) {
        Logging.quiet();
        Subject<?> subject = Subjects.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandException.usage(
                        "subject '" + name + "' is unknown; allowed: those of ./sluice schemas list"));
        terminal.out().println(subject.schema().toString(true));
        return ExitCode.OK;
    }

    @Command(
            name = "check",
            description = "Compare a registry with this build's schemas; change nothing.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 all are registered, under FULL_TRANSITIVE; 1 one is not, or",
                "the registry does not answer; 2 wrong configuration.",
                "",
                "Example:  ./sluice schemas check --config sluice.yaml"
            })
    int check(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file,
            @Option(names = "--keep-rules", description = "Take any compatibility rule for right.") boolean keepRules) {
        return with(file, desk -> {
            List<SubjectState> states = desk.look();
            states.forEach(state -> print(state, "missing", keepRules ? "" : "; should be " + SubjectDesk.RULE));
            boolean right = states.stream()
                    .allMatch(state -> state.standing() == Standing.REGISTERED && (keepRules || !state.isLax()));
            return right ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @Command(
            name = "register",
            description = "Register what a registry lacks of this build's schemas.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Run it before the first start and before each upgrade, as somebody who may",
                "register: processes need not be able to. It may be repeated. Each subject",
                "gets the compatibility rule FULL_TRANSITIVE. Where one schema cannot follow",
                "what is there, nothing is registered.",
                "Exit codes: 0 registered; 1 refused, naming subject, field and rule, or the",
                "registry does not answer; 2 wrong configuration.",
                "",
                "Example:  ./sluice schemas register --config sluice.yaml --dry-run"
            })
    int register(
            @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
                    Path file,
            @Option(names = "--dry-run", description = "Print what would be done, and do nothing.") boolean dryRun,
            @Option(names = "--keep-rules", description = "Leave compatibility rules as they are.") boolean keepRules) {
        return with(file, desk -> {
            List<SubjectState> states = dryRun ? desk.look() : desk.register(keepRules);
            boolean refused = states.stream().anyMatch(state -> state.standing() == Standing.REFUSED);
            String registered = dryRun ? "would register" : refused ? "not registered" : "registered now";
            String ruled = keepRules || refused ? "" : (dryRun ? "; would be " : "; now ") + SubjectDesk.RULE;
            states.forEach(state -> print(state, registered, ruled));
            return refused ? ExitCode.FAILED : ExitCode.OK;
        });
    }

    private void print(SubjectState state, String missing, String lax) {
        String standing = switch (state.standing()) {
            case REGISTERED -> "registered";
            case MISSING -> missing;
            case REFUSED -> "refused";
        };
        String rule = state.isLax() ? "rule " + state.rule() + lax : "";
        String id = state.id() == null ? "" : "id " + state.id();
        terminal.out()
                .println(String.format(
                                Locale.ROOT,
                                "%-28s %-14s %-8s %s",
                                state.name(),
                                standing,
                                id,
                                state.detail().isEmpty() ? rule : state.detail())
                        .stripTrailing());
    }

    private static int with(Path file, Function<SubjectDesk, Integer> work) {
        Logging.quiet();
        try (SubjectAdmin admin = SubjectAdmin.connect(Connections.registry(ConfigReader.read(file)))) {
            return work.apply(new SubjectDesk(admin));
        }
    }
}
