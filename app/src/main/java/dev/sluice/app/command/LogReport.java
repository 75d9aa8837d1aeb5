package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.escalation.ledger.LedgerTrust;
import dev.sluice.escalation.ledger.LedgerVerification;
import dev.sluice.escalation.ledger.PackageProof;
import dev.sluice.escalation.log.Checkpoint;
import dev.sluice.escalation.timestamp.Timestamp;
import dev.sluice.escalation.vault.PackageIdentity;
import dev.sluice.escalation.vault.Problem;
import dev.sluice.escalation.vault.VerificationKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What verifying the log, or a proof of it, adds to what verifying the packages says. */
final class LogReport {
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
        List<String> lines = new ArrayList<>();
        log.problems().forEach(problem -> lines.add("  " + problem));
        log.notes().forEach(note -> lines.add("  note: " + note));
        Checkpoint head = log.head();
        if (head != null) {
            lines.add("log " + head.origin() + ": " + head.size() + " leaves, root "
                    + head.root().base64() + ", "
                    + log.issued() + " checkpoints issued, " + log.timestamps() + " timestamps, "
                    + log.acknowledgements() + " acknowledgements");
        }
        if (log.waiting() > 0) {
            lines.add("TIMESTAMP_PENDING: " + log.waiting() + " timestamps are still waited for");
        }
        return new LogReport(log.problems(), log.exitCode(), lines, json -> {
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
    static LogReport ofProof(Path folder, LogTrustOptions options, @Nullable List<VerificationKey> trusted)
            throws IOException {
        Optional<PackageProof> given = options.proof();
        if (given.isEmpty()) {
            return new LogReport(List.of(), 0, List.of(), json -> {});
        }
        PackageProof proof = given.get();
        LedgerTrust trust = options.trust(trusted);
        PackageIdentity identity = PackageIdentity.of(folder);
        List<Problem> problems = proof.check(identity.packageId(), identity.manifestSha256(), trust);
        List<String> lines = new ArrayList<>();
        problems.forEach(problem -> lines.add("  " + problem));
        Checkpoint checkpoint = proof.checkpoint();
        lines.add((problems.isEmpty() ? "in log " : "NOT PROVED to be in log ") + checkpoint.origin() + ", leaf "
                + proof.proof().index() + " of " + checkpoint.size()
                + (trusted == null ? " (who signed the checkpoint was not checked: give --key)" : ""));
        for (Timestamp time : proof.times(trust)) {
            lines.add("existed at " + time.time() + ", says " + time.authority()
                    + (time.trusted() ? "" : " (taken at its word: give --tsa)"));
        }
        int code = problems.stream()
                .mapToInt(problem -> problem.kind().exitCode())
                .min()
                .orElse(0);
        return new LogReport(problems, code, lines, json -> json.writeBooleanField("proved", code == 0));
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
