package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.evidence.PackageFiles;
import dev.sluice.app.policy.BothLooks;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.app.terminal.Logging;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerifier;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.EvidenceFolder;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageVerifier;
import dev.sluice.escalation.vault.Problem;
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
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice vault verify}: checks evidence, and with {@code --replay} what the models said of it. */
@Command(
        name = "verify",
        description = "Check a package alone, or a whole vault, for changed, missing and added files.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Without --key the key in each package is taken at its word: compare its id",
            "with the one you know. The log's last hashes are printed: a log that was cut",
            "off at its end ends with others.",
            "--replay scores each sound package's post again, from its raw bytes, with the",
            "versions of models and rules that scored it; what the thread around the post",
            "was is taken from the record.",
            "Exit codes: 0 sound; 1 a replay whose versions are not at hand; 2 content,",
            "3 missing or added, 4 signature, 5 timestamp, 6 log, 7 custody, 8 unknown,",
            "expired or revoked key, 9 a replay that came to something else.",
            "",
            "Example:  ./sluice vault verify demo-output/vault --key demo-output/signer.pem"
        })
final class VaultVerifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", description = "A vault, or one package of it.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Trusted public keys: PEM, or JSON with their times (docs/evidence.md).")
    private @Nullable Path key;

    @Mixin
    private final VaultPlace place = new VaultPlace();

    @Mixin
    private final LogTrustOptions log = new LogTrustOptions();

    @Option(names = "--replay", description = "Score the posts again, and compare.")
    private boolean replay;

    @Option(names = "--policies", paramLabel = "DIR", description = "With --replay: rules; default: the shipped ones.")
    private @Nullable Path policies;

    @Option(names = "--models", paramLabel = "DIR", description = "With --replay: models; default: the shipped ones.")
    private @Nullable Path models;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    VaultVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Logging.quiet();
        KeyRing trusted = key == null ? null : KeyRing.load(key);
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage(folder + " is not a folder; allowed: a vault, or one package of it");
        }
        if (!replay) {
            return verify(trusted, ReplayReports.none());
        }
        try (BothLooks looks = BothLooks.load(Home.policies(policies), modelFolder())) {
            return verify(trusted, new ReplayReports(looks));
        }
    }

    private int verify(@Nullable KeyRing trusted, ReplayReports replays) throws IOException {
        return switch (EvidenceFolder.of(folder)) {
            case PACKAGE -> verifyPackages(EvidenceFolder.packages(folder), trusted, replays);
            case VAULT -> verifyVault(log.trust(trusted), replays);
        };
    }

    private ModelFolder modelFolder() {
        if (models == null) {
            return ModelFolder.shipped();
        }
        if (!Files.isDirectory(models)) {
            throw CommandException.usage("--models " + models + " is not a folder; allowed: a folder of models");
        }
        return ModelFolder.at(models);
    }

    /** One package, or all versions of one; the exit code is the lowest of those that are not 0. */
    private int verifyPackages(List<Path> folders, @Nullable KeyRing trusted, ReplayReports replays)
            throws IOException {
        Optional<Path> proved = log.provedAmong(folders);
        int worst = 0;
        for (Path folder : folders) {
            LogReport proof = proved.filter(folder::equals).isPresent()
                    ? LogReport.ofProof(folder, log, trusted)
                    : LogReport.NONE;
            int code = verifyPackage(folder, trusted, proof, replays);
            worst = worst == 0 || code != 0 && code < worst ? code : worst;
        }
        return worst;
    }

    private int verifyPackage(Path folder, @Nullable KeyRing trusted, LogReport proof, ReplayReports replays)
            throws IOException {
        Verification verification = PackageVerifier.verify(folder, trusted, null);
        ReplayReports.Report scored = replays.of(verification, PackageFiles.in(folder));
        if (json) {
            print(generator -> {
                generator.writeBooleanField("ok", verification.ok() && proof.exitCode() == 0 && scored.exitCode() == 0);
                generator.writeStringField("package", verification.name());
                generator.writeNumberField("files", verification.files());
                generator.writeStringField("signerKeyId", verification.signerKeyId());
                generator.writeBooleanField("keyTrusted", verification.keyTrusted());
                proof.writeTo(generator);
                ReplayReports.write(generator, scored);
                write(generator, proof.with(verification.problems()));
            });
        } else {
            verification.lines().forEach(terminal.out()::println);
            proof.lines().forEach(terminal.out()::println);
            scored.lines().forEach(terminal.out()::println);
        }
        return scored.after(proof.with(verification.exitCode()));
    }

    private int verifyVault(LedgerTrust trust, ReplayReports replays) throws IOException {
        try (EvidenceStorage storage = place.open(folder)) {
            return verifyVault(storage, trust, replays);
        }
    }

    private int verifyVault(EvidenceStorage storage, LedgerTrust trust, ReplayReports replays) throws IOException {
        LedgerVerifier ledger = LedgerVerifier.of(folder, storage, trust);
        List<Problem> inPackages = new ArrayList<>();
        VaultVerification verification = VaultVerifier.verify(folder, storage, trust.keys(), each -> {
            each.problems()
                    .forEach(problem -> inPackages.add(
                            new Problem(problem.kind(), each.name() + "/" + problem.path(), problem.detail())));
            if (!json) {
                each.lines().forEach(terminal.out()::println);
            }
            ReplayReports.Report scored = replays.inVault(each, storage);
            if (!json) {
                scored.lines().forEach(terminal.out()::println);
            }
        });
        LogReport logged = LogReport.of(ledger.verify());
        if (json) {
            inPackages.addAll(logged.with(verification.problems()));
            print(verification, logged, replays.total(), inPackages);
        } else {
            print(verification, logged);
            replays.total().summary().forEach(terminal.out()::println);
        }
        return replays.total().after(logged.with(verification.exitCode()));
    }

    private void print(
            VaultVerification verification, LogReport logged, ReplayReports.Report scored, List<Problem> problems)
            throws IOException {
        print(generator -> {
            generator.writeBooleanField("ok", scored.after(logged.with(verification.exitCode())) == 0);
            generator.writeNumberField("packages", verification.packages());
            generator.writeNumberField("broken", verification.broken());
            generator.writeNumberField("custodyEvents", verification.custody().events());
            generator.writeStringField("custodyHead", verification.custody().headHash());
            generator.writeStringField("lastSealedHash", verification.custody().lastSealedHash());
            logged.writeTo(generator);
            ReplayReports.write(generator, scored);
            write(generator, problems);
        });
    }

    private void print(VaultVerification verification, LogReport logged) {
        verification.problems().forEach(problem -> terminal.out().println("  " + problem));
        verification.notes().forEach(note -> terminal.out().println("  note: " + note));
        terminal.out().println("custody log ends with " + verification.custody().headHash());
        String lastSealed = verification.custody().lastSealedHash();
        if (lastSealed != null) {
            terminal.out().println("last package sealed by " + lastSealed + " (custodyHash of the last receipt)");
        }
        logged.lines().forEach(terminal.out()::println);
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%s: %d packages, %d of them broken, %d custody events",
                        logged.with(verification.exitCode()) == 0 ? "vault ok" : "vault NOT OK",
                        verification.packages(),
                        verification.broken(),
                        verification.custody().events()));
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

    private void print(JsonLines.Fields fields) throws IOException {
        new JsonLines(terminal.out()).write(fields);
    }
}
