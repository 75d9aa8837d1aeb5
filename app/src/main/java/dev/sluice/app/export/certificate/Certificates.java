package dev.sluice.app.export.certificate;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Gaps;
import dev.sluice.app.export.casefile.Proofs;
import dev.sluice.app.export.dossier.CustodySection;
import dev.sluice.app.export.dossier.Dossier;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.page.Block.Table;
import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import dev.sluice.escalation.custody.CustodyAction;
import dev.sluice.escalation.custody.CustodyEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fills in certificates and the custody report from a package, the custody log and the log of packages. */
public final class Certificates {
    private static final List<String> CUSTODY = List.of("No.", "When", "Act", "Version", "Who", "What for");

    private Certificates() {}

    /** A draft of a certificate. */
    public static Page draft(CertificateTemplate template, CaseFile file) {
        Page.Builder page = new Page.Builder();
        page.notice(
                "DRAFT. Not signed, not checked by a qualified person, and not legal advice. Whoever signs answers for"
                        + " every word of it.");
        template.write(values(template, file), tables(file), page);
        return page.build(
                "DRAFT certificate " + template.keys().get("certificate") + " "
                        + file.material().name(),
                "DRAFT \u00B7 template " + template.keys().get("certificate") + " "
                        + template.keys().get("version") + " \u00B7 " + Dossier.footer(file));
    }

    /** All that the custody log says of a package. */
    public static Page custodyReport(CaseFile file) {
        Page.Builder page = new Page.Builder();
        page.heading(1, "Custody report");
        page.text("Every act on evidence package " + file.material().packageId()
                + " that the custody log has, all versions,"
                + " up to and including the making of this report. Each event holds the hash of the one before it in the log;"
                + " events about other packages stand between them and are not shown.");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Acts", String.valueOf(file.history().size()));
        facts.put("Times seen", String.valueOf(count(file, CustodyAction.VIEWED)));
        facts.put(
                "Times copied or exported",
                String.valueOf(count(file, CustodyAction.COPIED) + count(file, CustodyAction.EXPORTED)));
        facts.put("Times uncovered", String.valueOf(count(file, CustodyAction.UNMASKED)));
        page.facts(facts);
        page.table(CUSTODY, CustodySection.rows(file));
        page.heading(2, "Hashes of the events");
        List<List<String>> hashes = new ArrayList<>();
        for (CustodyEvent event : file.history()) {
            hashes.add(List.of(String.valueOf(event.seq()), event.act().sha256(), event.prevHash(), event.hash()));
        }
        page.table(List.of("No.", "What was touched (SHA-256)", "Event before", "This event"), hashes);
        page.heading(2, "The package");
        page.facts(Proofs.of(file));
        page.text(
                "The name with which somebody acted is what they said; the account of the operating system stands beside it."
                        + " That nobody looked in another way than through the vault is for whoever keeps its disk to say.");
        return page.build("Custody report " + file.material().name(), Dossier.footer(file));
    }

    private static long count(CaseFile file, CustodyAction action) {
        return file.history().stream()
                .filter(event -> event.act().action() == action)
                .count();
    }

    private static Map<String, String> values(CertificateTemplate template, CaseFile file) {
        CaseMaterial material = file.material();
        Map<String, String> values = new HashMap<>();
        values.put("law", template.keys().getOrDefault("law", ""));
        values.put("package", material.packageId());
        values.put("version", String.valueOf(material.version()));
        values.put("case", material.escalation().text("id"));
        values.put("organisation", material.bagInfo("Source-Organization"));
        values.put("community", material.post().text("community"));
        values.put("thread", material.post().text("thread"));
        values.put("post", material.post().text("id"));
        values.put("postedAt", file.time(material.post(), "createdAt"));
        values.put("receivedAt", file.time(material.record(), "timestamp"));
        values.put("recordTopic", material.record().text("topic"));
        values.put("recordPartition", material.record().text("partition"));
        values.put("recordOffset", material.record().text("offset"));
        values.put("escalatedAt", file.time(material.escalation(), "escalatedAt"));
        CustodyEvent sealing = file.sealing();
        values.put("sealedAt", sealing == null ? "" : file.time(sealing.at()));
        values.put("sealedBy", sealing == null ? "" : sealing.act().by().name());
        values.put("sealingEvent", sealing == null ? "" : String.valueOf(sealing.seq()));
        values.put("sealingHash", sealing == null ? "" : sealing.hash());
        values.put("manifestSha256", file.manifestSha256());
        values.put("signerKey", file.signerKeyId());
        values.put("exportedAt", file.time(file.export().at()));
        values.put("exportEvent", String.valueOf(file.export().seq()));
        values.put(
                "policy",
                material.decision().text("policy") + " " + material.decision().text("policyVersion"));
        values.put("models", material.assessment().text("models"));
        values.put("rules", material.assessment().text("rules"));
        return values;
    }

    private static Map<String, Table> tables(CaseFile file) {
        List<List<String>> hashes = new ArrayList<>();
        file.material()
                .files()
                .keySet()
                .forEach(path ->
                        hashes.add(List.of(file.path(path), file.material().sha256(path))));
        List<List<String>> proofs = new ArrayList<>();
        Proofs.of(file).forEach((name, value) -> proofs.add(List.of(name, value)));
        List<List<String>> gaps = new ArrayList<>();
        Gaps.of(file).forEach(gap -> gaps.add(List.of(gap)));
        return Map.of(
                "files", table(List.of("File", "SHA-256"), hashes),
                "proofs", table(List.of("What", "Value"), proofs),
                "custody", table(CUSTODY, CustodySection.rows(file)),
                "notCollected", table(List.of("Not collected"), gaps));
    }

    private static Table table(List<String> header, List<List<String>> rows) {
        return new Table(
                header,
                rows.stream()
                        .map(row -> row.stream()
                                .map(cell -> List.<Inline>of(new Inline.Plain(cell)))
                                .toList())
                        .toList());
    }
}
