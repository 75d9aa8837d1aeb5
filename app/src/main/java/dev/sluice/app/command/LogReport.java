package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerification;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.PackageIdentity;
import dev.sluice.escalation.vault.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What verifying the log, or a proof of it, adds to what verifying the packages says. */
final class LogReport {
    /** Nothing to add. */
    static final LogReport NONE = new LogReport(List.of(), 0, List.of(), json -> {});

    private final List<Problem> problems;
    private final int exitCode;
    private final List<String> lines;
    private final JsonLines.Fields fields;

    private LogReport(List<Problem> problems, int exitCode, List<String> lines, JsonLines.Fields fields) {
        this.problems = problems;
        this.exitCode = exitCode;
        this.lines = lines;
        this.fields = fields;
    }

    /** Of a vault's log. */
    static LogReport of(LedgerVerification log) {
        Checkpoint head = log.head();
        return new LogReport(log.problems(), log.exitCode(), log.lines(), json -> {
            json.writeStringField("logOrigin", head == null ? null : head.origin());
            json.writeNumberField("logSize", head == null ? 0 : head.size());
            json.writeStringField("logRoot", head == null ? null : head.root().base64());
            json.writeNumberField("checkpointsIssued", log.issued());
            json.writeNumberField("timestamps", log.timestamps());
            json.writeNumberField("timestampsPending", log.waiting());
            json.writeNumberField("acknowledgements", log.acknowledgements());
        });
    }

    /** Of the proof that was given with a package; of nothing where none was. */
    static LogReport ofProof(Path folder, LogTrustOptions options, @Nullable KeyRing trusted) throws IOException {
        Optional<PackageProof> given = options.proof();
        if (given.isEmpty()) {
            return NONE;
        }
        PackageProof proof = given.get();
        LedgerTrust trust = options.trust(trusted);
        PackageIdentity identity = PackageIdentity.of(folder);
        List<Problem> problems = proof.check(identity.packageId(), identity.manifestSha256(), trust);
        int code = problems.stream()
                .mapToInt(problem -> problem.kind().exitCode())
                .min()
                .orElse(0);
        return new LogReport(
                problems, code, proof.lines(problems, trust), json -> json.writeBooleanField("proved", code == 0));
    }

    int exitCode() {
        return exitCode;
    }

    /** The lowest exit code of both that is not 0. */
    int with(int other) {
        return exitCode == 0 || other == 0 ? Math.max(exitCode, other) : Math.min(exitCode, other);
    }

    List<Problem> with(List<Problem> others) {
        return Stream.concat(others.stream(), problems.stream()).toList();
    }

    List<String> lines() {
        return lines;
    }

    void writeTo(JsonGenerator json) throws IOException {
        fields.writeTo(json);
    }
}
