package dev.sluice.app.play;

import dev.sluice.app.outcomes.CommunityPage;
import dev.sluice.app.outcomes.OutcomeData;
import dev.sluice.app.outcomes.OutcomeJson;
import dev.sluice.app.terminal.JsonLines;
import dev.sluice.schemas.Action;
import dev.sluice.schemas.CommunityReport;
import dev.sluice.schemas.DeadLetter;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceReceipt;
import dev.sluice.schemas.Label;
import dev.sluice.schemas.MediationCase;
import dev.sluice.schemas.ReviewCase;
import dev.sluice.schemas.StatementOfReasons;
import dev.sluice.topology.outcomes.reports.Counts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The folder of results: {@code decisions.jsonl} with one line a post, the decision in force at the end, in the order
 * of the input; {@code decisions-superseded.jsonl}, {@code reviews.jsonl}, {@code escalations.jsonl}, {@code
 * mediations.jsonl}, {@code deadletters.jsonl}, {@code statements.jsonl}, {@code labels.jsonl}, {@code report.json} and
 * {@code report.md}. The vault and the summary are put beside them by the command.
 */
public final class OutputFolder implements Outputs, AutoCloseable {
    private final Path folder;
    private final DecisionJournal decisions;
    private final JsonLines reviews;
    private final JsonLines mediations;
    private final JsonLines deadLetters;
    private final JsonLines statements;
    private final JsonLines labels;
    private final Map<String, CommunityReport> reports = new TreeMap<>();
    private final Map<String, Escalation> escalations = new LinkedHashMap<>();
    private final Map<String, EvidenceReceipt> receipts = new HashMap<>();

    /** Results in this folder, which exists and is empty. */
    public OutputFolder(Path folder) throws IOException {
        this.folder = folder;
        this.decisions = new DecisionJournal(folder.resolve(".decisions.journal"));
        this.reviews = lines("reviews.jsonl");
        this.mediations = lines("mediations.jsonl");
        this.deadLetters = lines("deadletters.jsonl");
        this.statements = lines("statements.jsonl");
        this.labels = lines(OutcomeData.LABELS);
    }

    /** Says that this post comes next in the input. May be called by another thread. */
    public void expect(String post) {
        decisions.expect(post);
    }

    /** Decisions in force, by outcome: the lines of {@code decisions.jsonl}. */
    public Map<String, Long> outcomes() {
        return decisions.outcomes();
    }

    /** Writes what can only be known at the end. */
    public void finish() throws IOException {
        decisions.writeTo(folder.resolve("decisions.jsonl"), folder.resolve("decisions-superseded.jsonl"));
        try (JsonLines lines = lines("escalations.jsonl")) {
            for (Escalation escalation : escalations.values()) {
                lines.write(json -> CaseJson.write(json, escalation, receipts.get(escalation.getId())));
            }
        }
        labels.flush();
        writeReports();
    }

    private void writeReports() throws IOException {
        try (JsonLines lines = lines(OutcomeData.REPORTS)) {
            lines.write(json -> {
                json.writeArrayFieldStart("reports");
                for (CommunityReport report : reports.values()) {
                    json.writeStartObject();
                    OutcomeJson.write(json, report);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        }
        OutcomeData written = OutcomeData.ofFolder(folder);
        Files.writeString(folder.resolve("report.md"), CommunityPage.of(written, null, null));
    }

    @Override
    public void decided(Decision decision) throws IOException {
        decisions.add(decision);
    }

    @Override
    public void asked(Action action) {
        // Actions have no file: the outcome of the decision says what is asked.
    }

    @Override
    public void reviewed(ReviewCase reviewCase) throws IOException {
        reviews.write(json -> CaseJson.write(json, reviewCase));
    }

    @Override
    public void mediated(MediationCase mediation) throws IOException {
        mediations.write(json -> CaseJson.write(json, mediation));
    }

    @Override
    public void escalated(Escalation escalation) {
        // The line needs neither the record as read nor the policy's text, which are most of it.
        Escalation line = Escalation.newBuilder(escalation).build();
        line.getSource().setValue(null);
        line.getPolicy().setText("");
        line.getPost().setText("");
        escalations.putIfAbsent(line.getId(), line);
    }

    @Override
    public void sealed(EvidenceReceipt receipt) {
        receipts.put(receipt.getEscalation(), receipt);
    }

    @Override
    public void stated(StatementOfReasons statement) throws IOException {
        statements.write(json -> OutcomeJson.write(json, statement));
    }

    @Override
    public void labelled(Label label) throws IOException {
        labels.write(json -> OutcomeJson.write(json, label));
    }

    @Override
    public void reported(CommunityReport report) {
        // A file is played long after its posts were written: how long anybody waited is not in it.
        Map<String, Long> counts = new TreeMap<>(report.getCounts());
        counts.keySet()
                .removeIf(name -> name.startsWith(Counts.TIME_TO_ACTION) || name.startsWith(Counts.TIME_TO_APPEAL));
        report.setCounts(counts);
        reports.put(report.getId(), report);
    }

    @Override
    public void refused(DeadLetter deadLetter) throws IOException {
        deadLetters.write(json -> CaseJson.write(json, deadLetter));
    }

    @Override
    public void close() throws IOException {
        reviews.close();
        mediations.close();
        deadLetters.close();
        statements.close();
        labels.close();
        decisions.close();
    }

    private JsonLines lines(String name) throws IOException {
        return new JsonLines(new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16));
    }
}
