package dev.sluice.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.doctor.Diagnosis;
import dev.sluice.app.doctor.Doctor;
import dev.sluice.app.doctor.Line;
import dev.sluice.app.doctor.Remark;
import dev.sluice.app.doctor.Remark.Level;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice doctor}: says what is wrong with a configuration and what it names, and how to mend it. */
@Command(
        name = "doctor",
        description = "Check a configuration and all that it names; one line for each fault.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Looks at the JDK, files, folders, listeners, logging on, brokers, topics,",
            "rights, groups, clock, registry and schemas of the parts that the file has",
            "sections for, and writes nothing anywhere. Each check ends within seconds.",
            "Run it where the process runs, as its user. No secret is printed.",
            "",
            "Exit codes: 0 where no line says FAIL, 1 where one does, or, with --strict,",
            "where one says warn; 2 for wrong arguments.",
            "",
            "Example:  ./sluice doctor --config sluice.yaml"
        })
final class DoctorCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Terminal terminal;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private Path file;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(names = "--strict", description = "Let warnings fail as well.")
    private boolean strict;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Logging.quiet();
        Diagnosis diagnosis = Doctor.ofAll().examine(file, Home::policies);
        if (json) {
            terminal.out().println(object(diagnosis));
        } else {
            diagnosis.lines().forEach(this::print);
            terminal.out()
                    .println(diagnosis.count(Level.FAIL) + " to mend, " + diagnosis.count(Level.WARN) + " to look at, "
                            + diagnosis.count(Level.SKIPPED) + " skipped");
        }
        boolean well = diagnosis.count(Level.FAIL) == 0 && !(strict && diagnosis.count(Level.WARN) > 0);
        return well ? ExitCode.OK : ExitCode.FAILED;
    }

    private void print(Line line) {
        Remark remark = line.remark();
        String mend = remark.mend().isEmpty() ? "" : " -- to mend: " + remark.mend();
        terminal.out()
                .println(String.format(
                        Locale.ROOT, "%-5s %-18s %s%s", word(remark.level()), line.check(), remark.what(), mend));
    }

    private static String word(Level level) {
        return switch (level) {
            case OK -> "ok";
            case WARN -> "warn";
            case FAIL -> "FAIL";
            case SKIPPED -> "skip";
        };
    }

    private static ObjectNode object(Diagnosis diagnosis) {
        ObjectNode object = JSON.createObjectNode();
        ArrayNode lines = object.putArray("lines");
        for (Line line : diagnosis.lines()) {
            lines.addObject()
                    .put("check", line.check())
                    .put("level", word(line.remark().level()).toLowerCase(Locale.ROOT))
                    .put("what", line.remark().what())
                    .put("mend", line.remark().mend());
        }
        object.put("fail", diagnosis.count(Level.FAIL));
        object.put("warn", diagnosis.count(Level.WARN));
        object.put("skipped", diagnosis.count(Level.SKIPPED));
        return object;
    }
}
