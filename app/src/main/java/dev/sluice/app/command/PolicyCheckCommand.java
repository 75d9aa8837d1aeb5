package dev.sluice.app.command;

import dev.sluice.app.policy.PolicyDesk;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.topology.policy.PolicyCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice policy check}: runs every example and every case. */
@Command(
        name = "check",
        description = "Run every example of every rule, and every case; exit code 1 where one fails.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice policy check policies"})
final class PolicyCheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Policies; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    PolicyCheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        PolicyCheck.Report report;
        try (PolicyDesk desk = PolicyDesk.open(Home.policies(policies))) {
            report = desk.check();
        }
        if (json) {
            writeJson(report);
        } else {
            print(report);
        }
        return report.passes() ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(PolicyCheck.Report report) {
        report.failures().forEach(terminal.out()::println);
        report.notes().forEach(note -> terminal.out().println("note: " + note));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %d examples, %d cases (%d known misses), %d failures",
                        report.passes() ? "policies ok" : "policies NOT OK",
                        report.examples(),
                        report.cases(),
                        report.knownMisses(),
                        report.failures().size()));
    }

    private void writeJson(PolicyCheck.Report report) throws IOException {
        new JsonLines(terminal.out()).write(generator -> {
            generator.writeBooleanField("passes", report.passes());
            generator.writeNumberField("examples", report.examples());
            generator.writeNumberField("cases", report.cases());
            generator.writeNumberField("knownMisses", report.knownMisses());
            generator.writeArrayFieldStart("failures");
            for (PolicyCheck.Failure failure : report.failures()) {
                generator.writeStartObject();
                generator.writeStringField("place", failure.place());
                generator.writeStringField("message", failure.message());
                generator.writeEndObject();
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("notes");
            for (String note : report.notes()) {
                generator.writeString(note);
            }
            generator.writeEndArray();
        });
    }
}
