package dev.sluice.app.export.cases;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.material.Enclosure;
import dev.sluice.app.export.material.Fields;
import dev.sluice.app.export.page.Visible;
import dev.sluice.escalation.custody.CustodyEvent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of cases as CSV by RFC 4180, UTF-8. A cell that a spreadsheet would take for a formula begins with an apostrophe:
 * whoever names a thread may hope that it is computed.
 */
public final class CasesCsv {
    private static final List<String> HEADER = List.of(
            "case",
            "package",
            "version",
            "legal_category",
            "jurisdictions",
            "urgency",
            "clocks",
            "escalated_at",
            "sealed_at",
            "community",
            "thread",
            "post",
            "revision",
            "author",
            "url",
            "posted_at",
            "outcome",
            "rule",
            "policy",
            "summary",
            "requested_action",
            "notices",
            "letters",
            "not_collected",
            "masked",
            "tagmanifest_sha256",
            "export_event");
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CasesCsv() {}

    /** The header's line. */
    public static String header() {
        return line(HEADER);
    }

    /** The line of a package. */
    public static String line(CaseFile file) {
        CaseMaterial material = file.material();
        Fields escalation = material.escalation();
        Fields post = material.post();
        Fields decision = material.decision();
        CustodyEvent sealing = file.sealing();
        return line(List.of(
                escalation.text("id"),
                material.packageId(),
                String.valueOf(material.version()),
                escalation.text("legalCategory"),
                String.join(" ", escalation.texts("jurisdictions")),
                escalation.text("urgency"),
                clocks(escalation),
                escalation.text("escalatedAt"),
                sealing == null ? "" : sealing.at().toString(),
                post.text("community"),
                post.text("thread"),
                post.text("id"),
                post.text("revision"),
                file.author(),
                post.text("url"),
                post.text("createdAt"),
                decision.text("outcome"),
                decision.text("rule"),
                decision.text("policy") + " " + decision.text("policyVersion"),
                file.text("summary", escalation.text("summary")).shown(),
                escalation.text("requestedAction"),
                count(material, Enclosure.Kind.NOTICE),
                count(material, Enclosure.Kind.LETTER),
                String.join(" ", material.notCollected()),
                file.masked() ? "yes" : "no",
                file.manifestSha256(),
                String.valueOf(file.export().seq())));
    }

    private static String clocks(Fields escalation) {
        return escalation.list("clocks").stream()
                .map(clock -> clock.text("name") + " (" + clock.text("jurisdiction") + ")"
                        + (clock.text("dueAt").isEmpty()
                                ? " starts with " + clock.text("starts")
                                : " due " + clock.text("dueAt")))
                .collect(Collectors.joining("; "));
    }

    private static String count(CaseMaterial material, Enclosure.Kind kind) {
        return String.valueOf(material.enclosures().stream()
                .filter(enclosure -> enclosure.kind() == kind)
                .count());
    }

    private static String line(List<String> cells) {
        return cells.stream().map(CasesCsv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    static String cell(String value) {
        String seen = Visible.of(value);
        String guarded = !seen.isEmpty() && FORMULA_STARTS.indexOf(seen.charAt(0)) >= 0 ? "'" + seen : seen;
        boolean quote = guarded.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quote ? '"' + guarded.replace("\"", "\"\"") + '"' : guarded;
    }
}
