package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerifier;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.EvidenceFolder;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageSummary;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.Problem;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.escalation.vault.VaultVerification;
import dev.sluice.escalation.vault.VaultVerifier;
import dev.sluice.escalation.vault.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            name = "verify",
            description = "Check a package alone, or a whole vault, for changed, missing and added files.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Without --key the key in each package is taken at its word: compare its id",
                "with the one you know. The log's last hashes are printed: a log that was cut",
                "off at its end ends with others.",
                "Exit codes: 0 sound; 2 content, 3 missing or added, 4 signature, 5 timestamp,",
                "6 log, 7 custody, 8 unknown, expired or revoked key.",
                "",
                "Example:  ./sluice vault verify demo-output/vault --key demo-output/signer.pem"
            })
    int verify(
            @Parameters(paramLabel = "FOLDER", description = "A vault, or one package of it.") Path folder,
            @Option(
                            names = "--key",
                            paramLabel = "FILE",
                            description = "Trusted public keys: PEM, or JSON with their times (docs/evidence.md).")
                    @Nullable
                    Path key,
            @Mixin VaultPlace place,
            @Mixin LogTrustOptions log,
            @Option(names = "--json", description = "Print one JSON object.") boolean json)
            throws IOException {
        Logging.quiet();
        KeyRing trusted = key == null ? null : KeyRing.load(key);
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage(folder + " is not a folder; allowed: a vault, or one package of it");
        }
        return switch (EvidenceFolder.of(folder)) {
            case PACKAGE -> verifyPackages(EvidenceFolder.packages(folder), trusted, log, json);
            case VAULT -> verifyVault(folder, place, log.trust(trusted), json);
        };
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

    /** One package, or all versions of one; the exit code is the lowest of those that are not 0. */
    private int verifyPackages(List<Path> folders, @Nullable KeyRing trusted, LogTrustOptions log, boolean json)
            throws IOException {
        Optional<Path> proved = log.provedAmong(folders);
        int worst = ExitCode.OK;
        for (Path folder : folders) {
            LogReport proof = proved.filter(folder::equals).isPresent()
                    ? LogReport.ofProof(folder, log, trusted)
                    : LogReport.NONE;
            int code = verifyPackage(folder, trusted, proof, json);
            worst = worst == ExitCode.OK || code != ExitCode.OK && code < worst ? code : worst;
        }
        return worst;
    }

    private int verifyPackage(Path folder, @Nullable KeyRing trusted, LogReport proof, boolean json)
            throws IOException {
        Verification verification = PackageVerifier.verify(folder, trusted, null);
        if (json) {
            print(generator -> {
                generator.writeBooleanField("ok", verification.ok() && proof.exitCode() == 0);
                generator.writeStringField("package", verification.name());
                generator.writeNumberField("files", verification.files());
                generator.writeStringField("signerKeyId", verification.signerKeyId());
                generator.writeBooleanField("keyTrusted", verification.keyTrusted());
                proof.writeTo(generator);
                write(generator, proof.with(verification.problems()));
            });
        } else {
            verification.lines().forEach(terminal.out()::println);
            proof.lines().forEach(terminal.out()::println);
        }
        return proof.with(verification.exitCode());
    }

    private int verifyVault(Path folder, VaultPlace place, LedgerTrust trust, boolean json) throws IOException {
        try (EvidenceStorage storage = place.open(folder)) {
            return verifyVault(folder, storage, trust, json);
        }
    }

    private int verifyVault(Path folder, EvidenceStorage storage, LedgerTrust trust, boolean json) throws IOException {
        LedgerVerifier ledger = LedgerVerifier.of(folder, storage, trust);
        List<Problem> inPackages = new ArrayList<>();
        VaultVerification verification = VaultVerifier.verify(folder, storage, trust.keys(), each -> {
            each.problems()
                    .forEach(problem -> inPackages.add(
                            new Problem(problem.kind(), each.name() + "/" + problem.path(), problem.detail())));
            if (!json) {
                each.lines().forEach(terminal.out()::println);
            }
        });
        LogReport log = LogReport.of(ledger.verify());
        if (json) {
            inPackages.addAll(log.with(verification.problems()));
            print(verification, log, inPackages);
        } else {
            print(verification, log);
        }
        return log.with(verification.exitCode());
    }

    private void print(VaultVerification verification, LogReport log, List<Problem> problems) throws IOException {
        print(generator -> {
            generator.writeBooleanField("ok", log.with(verification.exitCode()) == 0);
            generator.writeNumberField("packages", verification.packages());
            generator.writeNumberField("broken", verification.broken());
            generator.writeNumberField("custodyEvents", verification.custody().events());
            generator.writeStringField("custodyHead", verification.custody().headHash());
            generator.writeStringField("lastSealedHash", verification.custody().lastSealedHash());
            log.writeTo(generator);
            write(generator, problems);
        });
    }

    private void print(VaultVerification verification, LogReport log) {
        verification.problems().forEach(problem -> terminal.out().println("  " + problem));
        verification.notes().forEach(note -> terminal.out().println("  note: " + note));
        terminal.out().println("custody log ends with " + verification.custody().headHash());
        String lastSealed = verification.custody().lastSealedHash();
        if (lastSealed != null) {
            terminal.out().println("last package sealed by " + lastSealed + " (custodyHash of the last receipt)");
        }
        log.lines().forEach(terminal.out()::println);
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %d packages, %d of them broken, %d custody events",
                        log.with(verification.exitCode()) == 0 ? "vault ok" : "vault NOT OK",
                        verification.packages(),
                        verification.broken(),
                        verification.custody().events()));
    }

    private void print(JsonLines.Fields fields) throws IOException {
        new JsonLines(terminal.out()).write(fields);
    }

    private static void write(JsonGenerator json, List<Problem> problems) throws IOException {
        json.writeArrayFieldStart("problems");
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringField("kind", problem.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("path", problem.path());
            json.writeStringField("detail", problem.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
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
