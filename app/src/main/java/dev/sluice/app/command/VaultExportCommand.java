package dev.sluice.app.command;

import dev.sluice.app.export.ExportDesk;
import dev.sluice.app.export.ExportDesk.Handed;
import dev.sluice.app.export.ExportFormat;
import dev.sluice.app.export.ExportOrder;
import dev.sluice.app.export.loadfile.Bates;
import dev.sluice.app.export.material.MaterialException;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.access.EvidenceAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault export}: hands evidence over. */
@Command(
        name = "export",
        description = {
            "Hand evidence over: as a bag, a dossier, a load file, a table or a draft",
            "certificate. The custody log says so before anything leaves the vault."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Redacted unless --unredacted says otherwise: members, contact details, links.",
            "Formats: bag, dossier, load-file, cases-csv, certificate-902-13,",
            "certificate-902-14, certificate-cea-s9, custody-report.",
            "Exit codes: 0 handed over; 1 refused, or not as sealed; 2 wrong arguments.",
            "Nothing that this writes is legal advice.",
            "",
            "Example:  ./sluice vault export demo-output/vault --package 3f9c \\",
            "            --as dossier --output 3f9c.pdf --actor m.example --role legal \\",
            "            --purpose 'letter before claim'"
        })
final class VaultExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "VAULT", description = "A vault.")
    @SuppressWarnings("NullAway.Init") // required
    private Path vault;

    @Option(
            names = "--package",
            required = true,
            paramLabel = "ID",
            description = "A package's id, or its start; 3f9c/v1 for a version that is not the last. Several for a"
                    + " load file or a table.")
    @SuppressWarnings("NullAway.Init") // required
    private List<String> packages;

    @Option(names = "--as", required = true, paramLabel = "FORMAT", description = "What to make; see below.")
    @SuppressWarnings("NullAway.Init") // required
    private String format;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "A new file; a new folder for load files, certificates and the custody report.")
    @SuppressWarnings("NullAway.Init") // required
    private Path output;

    @Mixin
    private final Accountable accountable = new Accountable();

    @Option(names = "--recipient", paramLabel = "NAME", description = "Whom it goes to; the custody log has it.")
    private @Nullable String recipient;

    @Option(names = "--unredacted", description = "Mask nothing. Needs --reason.")
    private boolean unmasked;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why nothing is masked; the custody log has it.")
    private @Nullable String reason;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Show times in this zone too, such as Europe/London. Default: UTC alone.")
    private @Nullable String zone;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "concordance",
            description = "Load file: concordance, csv, or a file (docs/exports.md). Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private String profile;

    @Option(
            names = "--bates-prefix",
            paramLabel = "TEXT",
            defaultValue = "SLUICE",
            description = "Load file: before each number. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // has a default
    private String batesPrefix;

    @Option(
            names = "--bates-start",
            paramLabel = "N",
            defaultValue = "1",
            description = "Load file: the first number. Default: ${DEFAULT-VALUE}.")
    private long batesStart;

    @Option(
            names = "--bates-digits",
            paramLabel = "N",
            defaultValue = "7",
            description = "Load file: digits of a number. Default: ${DEFAULT-VALUE}.")
    private int batesDigits;

    @Option(
            names = "--register",
            paramLabel = "FILE",
            description = "Load file: bates-register.csv of an earlier one; documents keep their numbers.")
    private @Nullable Path register;

    @Option(names = "--policies", paramLabel = "DIR", description = "Folder of policies with exports/ in it.")
    private @Nullable Path policies;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    VaultExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        ExportOrder order = order();
        try (EvidenceAccess access = EvidenceAccess.open(vault, place.open(vault), accountable.actor())) {
            Handed handed = new ExportDesk(vault, access).carryOut(order);
            List<String> line = new ArrayList<>(List.of(
                    handed.packages().size() == 1
                            ? handed.packages().getFirst()
                            : handed.packages().size() + " packages",
                    "handed over as " + order.format().label() + " in " + output,
                    unmasked ? "UNMASKED" : handed.masks() + " masks"));
            line.add("custody event "
                    + String.join(
                            ", ", handed.events().stream().map(String::valueOf).toList()));
            terminal.out().println(String.join(", ", line));
        } catch (MaterialException e) {
            throw CommandException.failed(String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }

    private ExportOrder order() {
        if (unmasked && reason == null) {
            throw CommandException.usage("--reason is missing; allowed with --unredacted: why nothing is masked");
        }
        if (!unmasked && reason != null) {
            throw CommandException.usage("--reason is given without --unredacted; allowed: both, or neither");
        }
        return new ExportOrder(
                packages,
                ExportFormat.of(format),
                output,
                accountable.purpose(),
                recipient,
                reason,
                zone(),
                Home.policies(policies).resolve("exports"),
                new ExportOrder.Numbering(profile, new Bates(batesPrefix, batesStart, batesDigits), register));
    }

    private ZoneId zone() {
        try {
            return zone == null ? ZoneOffset.UTC : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw CommandException.usage("zone '" + zone + "' is unknown; allowed: a name such as Europe/London", e);
        }
    }
}
