package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.RegistryAtStart;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.app.transparency.DryRun;
import dev.sluice.app.transparency.SubmissionDesk;
import dev.sluice.app.transparency.SubmissionOutbox;
import dev.sluice.app.transparency.SubmissionStatus;
import dev.sluice.schemas.Submission;
import dev.sluice.schemas.SubmissionState;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.topics.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice transparency}: statements of reasons on their way to the EU's transparency database. */
@Command(
        name = "transparency",
        description = "Submit statements of reasons to the EU's transparency database.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice transparency submit --config sluice.yaml"})
final class TransparencyCommand extends Group {
    private final Terminal terminal;

    TransparencyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Which configuration. */
    static final class Where {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The cluster and the database.")
        @SuppressWarnings("NullAway.Init") // required
        private Path config;
    }

    /** Who settles something, and why. */
    static final class Person {
        @Option(names = "--actor", required = true, paramLabel = "NAME", description = "Who you are.")
        @SuppressWarnings("NullAway.Init") // required
        private String actor;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; goes on record.")
        @SuppressWarnings("NullAway.Init") // required
        private String reason;
    }

    @Command(
            name = "submit",
            description = "Submit statements until told to end, each once.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Statements in which personal data is found are kept back; 'status' lists",
                "them. A refused token ends it, and nothing is lost.",
                "Exit codes: 0 told to end, or all submitted; 1 it could not go on, or with",
                "--dry-run statements would be kept back; 2 wrong configuration.",
                "",
                "Example:  ./sluice transparency submit --config sluice.yaml --once"
            })
    int submit(
            @Mixin Where where,
            @Option(names = "--once", description = "Submit what is there now, and end.") boolean once,
            @Option(names = "--dry-run", description = "Only check what is there now; send nothing.") boolean dryRun) {
        if (dryRun) {
            return atDesk(where, desk -> print(desk.dryRun(group(where))));
        }
        SluiceConfig config = ConfigReader.read(where.config);
        Watching.logs(config);
        SluiceConfig.Transparency section = section(where, config);
        try (SchemaRegistry registry = RegistryAtStart.connect(Role.SUBMITTER, config, where.config, terminal);
                SubmissionOutbox outbox = SubmissionOutbox.open(
                        Processes.transparency(section),
                        Connections.kafka(config.kafka()),
                        registry,
                        Connections.prefix(config.kafka()),
                        section.groupId())) {
            Runtime.getRuntime().addShutdownHook(new Thread(outbox::close, "close-transparency"));
            terminal.note("submitting to " + section.url());
            if (once) {
                outbox.runOnce();
            } else {
                outbox.run();
            }
            terminal.note(outbox.counts().inWords());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "status",
            description = "Say where statements stand, and list those that wait for a person.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Shows attribute and kind of what was found, never the text.",
                "Exit codes: 0 nobody is waited for; 1 some wait for a person.",
                "",
                "Example:  ./sluice transparency status --config sluice.yaml --json"
            })
    int status(@Mixin Where where, @Option(names = "--json", description = "Print one JSON object.") boolean json) {
        return atDesk(where, desk -> {
            SubmissionStatus status = desk.status(group(where));
            if (json) {
                printJson(status);
            } else {
                print(status);
            }
            return status.waitingCount() == 0 ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @Command(
            name = "retry",
            description = "Send a statement that waits for a person once more.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Exit codes: 0 the database has it; 1 it does not; 2 it may not be sent.",
                "",
                "Example:  ./sluice transparency retry 4f0c --config sluice.yaml \\",
                "            --actor m.example --reason 'the database was down'"
            })
    int retry(
            @Mixin Where where,
            @Parameters(paramLabel = "ID", description = "Its id, as 'status' prints it.") String id,
            @Option(names = "--no-personal-data", description = "You have looked: what was found leads to nobody.")
                    boolean noPersonalData,
            @Mixin Person person) {
        SluiceConfig config = ConfigReader.read(where.config);
        return atDesk(where, desk -> {
            Submission now = desk.retry(
                    Processes.transparency(section(where, config)), id, noPersonalData, person.actor, person.reason);
            terminal.out().println(line(id, now));
            boolean there = now.getState() == SubmissionState.SUBMITTED || now.getState() == SubmissionState.FOUND;
            return there ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    @Command(
            name = "settle",
            description = "Put on record that nothing is left to do about a statement.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "For what was submitted by hand, or need not be. Exit codes: 0 done; 2 no",
                "such statement waits.",
                "",
                "Example:  ./sluice transparency settle 4f0c --config sluice.yaml \\",
                "            --actor m.example --reason 'submitted by hand'"
            })
    int settle(
            @Mixin Where where,
            @Parameters(paramLabel = "ID", description = "Its id, as 'status' prints it.") String id,
            @Mixin Person person) {
        return atDesk(where, desk -> {
            terminal.out().println(line(id, desk.settle(id, person.actor, person.reason)));
            return ExitCode.OK;
        });
    }

    private static int atDesk(Where where, Function<SubmissionDesk, Integer> work) {
        Logging.quiet();
        SluiceConfig config = ConfigReader.read(where.config);
        try (SchemaRegistry registry = SchemaRegistry.connect(Connections.registry(config))) {
            return work.apply(new SubmissionDesk(
                    Connections.kafka(config.kafka()),
                    registry,
                    Connections.prefix(config.kafka()),
                    Clock.systemUTC()));
        }
    }

    private static SluiceConfig.Transparency section(Where where, SluiceConfig config) {
        SluiceConfig.Transparency section = config.transparency();
        if (section == null) {
            throw CommandException.usage(
                    where.config + ": transparency is missing; allowed: a section with url and tokenFile");
        }
        return section;
    }

    private static @Nullable String group(Where where) {
        SluiceConfig.Transparency section = ConfigReader.read(where.config).transparency();
        return section == null ? null : section.groupId();
    }

    private int print(DryRun run) {
        run.reasons().forEach(reason -> terminal.out().println("blocked  " + reason));
        terminal.out()
                .println(run.ready() + " would be sent, " + run.blocked() + " kept back, " + run.own()
                        + " for their authors alone, " + run.unreadable() + " unreadable");
        return run.blocked() + run.unreadable() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(SubmissionStatus status) {
        status.waiting()
                .forEach(waits -> terminal.out()
                        .println(name(waits.state()) + "  " + waits.id() + "  issued " + waits.issuedAt()
                                + "  statement " + waits.statement() + "  " + String.join("; ", waits.findings())));
        terminal.out()
                .println(status.count(SubmissionState.SUBMITTED) + " submitted, " + status.count(SubmissionState.FOUND)
                        + " found there, " + status.count(SubmissionState.BLOCKED) + " blocked, "
                        + status.count(SubmissionState.REFUSED) + " refused, " + status.count(SubmissionState.SETTLED)
                        + " settled by people; " + status.unread() + " records not read yet");
    }

    private void printJson(SubmissionStatus status) {
        try {
            new JsonLines(terminal.out()).write(json -> write(json, status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(JsonGenerator json, SubmissionStatus status) throws IOException {
        json.writeObjectFieldStart("states");
        for (SubmissionState state : SubmissionState.values()) {
            if (state != SubmissionState.UNKNOWN) {
                json.writeNumberField(name(state), status.count(state));
            }
        }
        json.writeEndObject();
        json.writeNumberField("unread", status.unread());
        json.writeArrayFieldStart("waiting");
        for (SubmissionStatus.Waits waits : status.waiting()) {
            json.writeStartObject();
            json.writeStringField("id", waits.id());
            json.writeStringField("statement", waits.statement());
            json.writeStringField("state", name(waits.state()));
            json.writeStringField("issuedAt", waits.issuedAt().toString());
            json.writeArrayFieldStart("findings");
            for (String finding : waits.findings()) {
                json.writeString(finding);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String line(String id, Submission submission) {
        String permalink = submission.getPermalink();
        return id + "  " + name(submission.getState()) + (permalink == null ? "" : "  " + permalink)
                + (submission.getFindings().isEmpty() ? "" : "  " + String.join("; ", submission.getFindings()));
    }

    private static String name(SubmissionState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
