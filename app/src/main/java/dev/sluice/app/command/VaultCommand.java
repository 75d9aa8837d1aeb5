package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.vault.PackageSummary;
import dev.sluice.escalation.vault.VaultIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault}: looks at evidence, offline. */
@Command(
        name = "vault",
        description = "Verify, list and show sealed evidence; needs no cluster.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:  ./sluice vault verify demo-output/vault --key demo-output/signer.pem"})
final class VaultCommand extends Group {
    private final Terminal terminal;

    VaultCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "list",
            description = "List the packages of a vault in the order in which they were sealed.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice vault list demo-output/vault"})
    int list(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        Logging.quiet();
        List<PackageSummary> packages = new ArrayList<>();
        VaultIndex.list(vault, packages::add);
        if (json) {
            print(generator -> {
                generator.writeArrayFieldStart("packages");
                for (PackageSummary summary : packages) {
                    generator.writeStartObject();
                    write(generator, summary);
                    generator.writeEndObject();
                }
                generator.writeEndArray();
            });
            return ExitCode.OK;
        }
        packages.forEach(summary -> terminal.out().println(line(summary)));
        terminal.out().println(packages.size() + " packages");
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show what a package holds and who has touched it, without the words in it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example:  ./sluice vault show demo-output/vault 3f9c"})
    int show(
            @Parameters(paramLabel = "VAULT", description = "A vault.") Path vault,
            @Parameters(paramLabel = "ID", description = "A package's id, or its first digits.") String id) {
        Logging.quiet();
        VaultIndex.Details details = VaultIndex.show(vault, id);
        terminal.out().println(line(details.summary()));
        terminal.out().println("manifest sha256 " + details.summary().manifestSha256());
        details.files().forEach(file -> terminal.out().println("  " + file));
        details.events()
                .forEach(event -> terminal.out()
                        .println("custody " + event.seq() + "  " + event.at() + "  v"
                                + event.act().version() + " "
                                + event.act().action().name().toLowerCase(Locale.ROOT) + " by "
                                + event.act().by().name() + " ("
                                + event.act().by().role().label() + ", "
                                + event.act().by().authn() + "): " + event.act().purpose()));
        return ExitCode.OK;
    }

    private void print(JsonLines.Fields fields) throws IOException {
        new JsonLines(terminal.out()).write(fields);
    }

    private static void write(JsonGenerator json, PackageSummary summary) throws IOException {
        json.writeStringField("id", summary.packageId());
        json.writeNumberField("version", summary.version());
        json.writeStringField("location", summary.location());
        json.writeStringField("legalCategory", summary.legalCategory());
        json.writeStringField("escalatedAt", summary.escalatedAt());
        json.writeStringField("sealedAt", summary.sealedAt().toString());
        json.writeStringField("manifestSha256", summary.manifestSha256());
        json.writeBooleanField("present", summary.present());
    }

    private static String line(PackageSummary summary) {
        return summary.packageId() + "  " + summary.sealedAt() + "  " + summary.legalCategory() + "  "
                + summary.location() + (summary.present() ? "" : "  MISSING");
    }
}
