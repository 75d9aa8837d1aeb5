package dev.sluice.app.command;

import dev.sluice.app.outcomes.CommunityPage;
import dev.sluice.app.outcomes.OutcomeData;
import dev.sluice.app.outcomes.TransparencyCsv;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice report}: what happened, for authorities and for members. */
@Command(
        name = "report",
        description = "Write a transparency report, or a page for members, from what was counted.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:  ./sluice report community --results sluice-output",
            "            --from 2026-03-01 --to 2026-03-31"
        })
final class ReportCommand extends Group {
    private final Terminal terminal;

    ReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "transparency",
            description = "Write the figures of a transparency report (DSA articles 15 and 24) as CSV.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "One indicator a row, with the provision that asks for it. What Sluice does not",
                "record has no value. Days are those of UTC, both included.",
                "",
                "Example:  ./sluice report transparency --config sluice.yaml",
                "            --from 2026-01-01 --to 2026-12-31 --output dsa.csv"
            })
    int transparency(
            @Mixin OutcomeSource source,
            @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day.") String from,
            @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day.") String to,
            @Option(names = "--community", paramLabel = "NAME", description = "One community; default: all.") @Nullable
                    String community,
            @Option(names = "--output", required = true, paramLabel = "FILE", description = "The CSV file.")
                    Path output)
            throws IOException {
        Logging.quiet();
        LocalDate first = OutcomeSource.day("--from", from);
        LocalDate last = OutcomeSource.day("--to", to);
        OutcomeData data = OutcomeSource.within(source.read(), first, last, community);
        Files.writeString(output, TransparencyCsv.of(data, first, last, community));
        terminal.out()
                .println(data.days().size() + (data.days().size() == 1 ? " day" : " days")
                        + " of communities counted; written to " + output);
        return ExitCode.OK;
    }

    @Command(
            name = "community",
            description = "Write a page in plain words for members and those who lead them.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Compares with as many days before. Holds counts alone, small ones as 'a few'.",
                "",
                "Example:  ./sluice report community --results sluice-output",
                "            --from 2026-03-01 --to 2026-03-31"
            })
    int community(
            @Mixin OutcomeSource source,
            @Option(names = "--from", required = true, paramLabel = "DAY", description = "First day.") String from,
            @Option(names = "--to", required = true, paramLabel = "DAY", description = "Last day.") String to,
            @Option(names = "--community", paramLabel = "NAME", description = "One community; default: all.") @Nullable
                    String community,
            @Option(names = "--output", paramLabel = "FILE", description = "The page; default: standard output.")
                    @Nullable
                    Path output)
            throws IOException {
        Logging.quiet();
        LocalDate first = OutcomeSource.day("--from", from);
        LocalDate last = OutcomeSource.day("--to", to);
        OutcomeData all = source.read();
        OutcomeData now = OutcomeSource.within(all, first, last, community);
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        OutcomeData before = OutcomeSource.within(all, first.minusDays(days), first.minusDays(1), community);
        String page = CommunityPage.of(now, before, community);
        if (output == null) {
            terminal.out().print(page);
        } else {
            Files.writeString(output, page);
        }
        return ExitCode.OK;
    }
}
