package dev.sluice.app.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.app.evidence.PackageFiles;
import dev.sluice.app.evidence.Rescoring;
import dev.sluice.app.policy.BothLooks;
import dev.sluice.app.terminal.ExitCode;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.vault.Verification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of scoring packages again, one after the other. Only sound packages are: others hold anything. */
final class ReplayReports {
    /** The exit code where models say something else than they said. */
    static final int DIFFERENT = 9;

    private static final int MOST_LINES = 1_000;
    private static final Report NOTHING = new Report(0, 0, 0, List.of());

    private final @Nullable Rescoring rescoring;
    private Report total = NOTHING;

    ReplayReports(BothLooks looks) {
        this.rescoring = new Rescoring(looks);
    }

    private ReplayReports() {
        this.rescoring = null;
    }

    /** Scores nothing. */
    static ReplayReports none() {
        return new ReplayReports();
    }

    /** What came of some packages. */
    record Report(long same, long different, long notReplayed, List<String> lines) {
        int exitCode() {
            return different > 0 ? DIFFERENT : notReplayed > 0 ? ExitCode.FAILED : ExitCode.OK;
        }

        /** The exit code of all, where that of the verification comes first. */
        int after(int verified) {
            return verified != 0 ? verified : exitCode();
        }

        /** The line for all packages of a vault; none where none was to be scored. */
        List<String> summary() {
            return same + different + notReplayed == 0
                    ? List.of()
                    : List.of("replay: " + same + " the same, " + different + " different, " + notReplayed
                            + " not replayed");
        }

        /** With the package's name before each line; without lines where there is nothing to say. */
        private Report of(String name) {
            List<String> named = same > 0
                    ? List.of()
                    : lines.stream().map(line -> name + ":" + line.substring(1)).toList();
            return new Report(same, different, notReplayed, named);
        }

        private Report plus(Report other) {
            List<String> all = new ArrayList<>(lines);
            other.lines.stream().limit(MOST_LINES - (long) all.size()).forEach(all::add);
            return new Report(
                    same + other.same, different + other.different, notReplayed + other.notReplayed, List.copyOf(all));
        }
    }

    /** All so far. */
    Report total() {
        return total;
    }

    /** Scores the post of a package that is in a vault. */
    Report inVault(Verification verification, EvidenceStorage storage) {
        String name = verification.name();
        try {
            return of(verification, PackageFiles.in(storage, "packages/" + name.substring(0, 2) + "/" + name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Scores the post of a package. */
    Report of(Verification verification, PackageFiles files) throws IOException {
        if (rescoring == null || !verification.ok()) {
            return NOTHING;
        }
        Report report = switch (rescoring.of(files)) {
            case Rescoring.Outcome.Same same -> new Report(1, 0, 0, List.of("  replay: the same"));
            case Rescoring.Outcome.Different different ->
                new Report(
                        0,
                        1,
                        0,
                        different.what().stream()
                                .map(what -> "  replay: " + what)
                                .toList());
            case Rescoring.Outcome.Nothing nothing ->
                new Report(0, 0, 0, List.of("  replay: nothing to score: " + nothing.why()));
            case Rescoring.Outcome.NotReplayed not -> new Report(0, 0, 1, List.of("  not replayed: " + not.why()));
        };
        total = total.plus(report.of(verification.name()));
        return report;
    }

    /** Writes the field of the JSON report; nothing where none was to be scored. */
    static void write(JsonGenerator json, Report report) throws IOException {
        if (report.summary().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("replay");
        json.writeNumberField("same", report.same());
        json.writeNumberField("different", report.different());
        json.writeNumberField("notReplayed", report.notReplayed());
        json.writeArrayFieldStart("lines");
        for (String line : report.lines()) {
            json.writeString(line.strip());
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
