package dev.sluice.app.export;

import dev.sluice.app.export.bag.BagZip;
import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.cases.CasesCsv;
import dev.sluice.app.export.certificate.CertificateTemplate;
import dev.sluice.app.export.certificate.Certificates;
import dev.sluice.app.export.dossier.Dossier;
import dev.sluice.app.export.loadfile.BatesRegister;
import dev.sluice.app.export.loadfile.LoadFile;
import dev.sluice.app.export.loadfile.Profile;
import dev.sluice.app.export.page.Markdown;
import dev.sluice.app.export.page.Page;
import dev.sluice.app.export.pdf.PdfPrinter;
import dev.sluice.app.export.pdf.PdfPrinter.Stamps;
import dev.sluice.escalation.custody.CustodyEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.stream.Collectors;

/** Makes one format. Whatever can be wrong with its templates is found before anything is read from the vault. */
interface Producer {
    /** Makes it of these packages at a place where nothing is yet. */
    void write(Iterator<CaseFile> files, Path target) throws IOException;

    /** The producer of an order. */
    static Producer of(ExportOrder order) {
        return switch (order.format()) {
            case BAG -> (files, target) -> BagZip.write(last(files), target);
            case DOSSIER -> Producer::dossier;
            case LOAD_FILE -> loadFile(order);
            case CASES_CSV -> Producer::cases;
            case CERTIFICATE_902_13, CERTIFICATE_902_14, CERTIFICATE_CEA_S9 -> certificate(order);
            case CUSTODY_REPORT -> Producer::custody;
        };
    }

    private static void dossier(Iterator<CaseFile> files, Path target) throws IOException {
        CaseFile file = last(files);
        byte[] pdf = new PdfPrinter()
                .print(Dossier.of(file), file.export().at(), Stamps.NONE)
                .content();
        Files.write(target, pdf, StandardOpenOption.CREATE_NEW);
    }

    private static Producer loadFile(ExportOrder order) {
        ExportOrder.Numbering numbering = order.numbering();
        Path register = numbering.register();
        Profile profile = Profile.read(profileFile(order));
        BatesRegister numbers = register == null
                ? new BatesRegister(numbering.bates())
                : BatesRegister.read(numbering.bates(), register);
        return (files, target) -> {
            Files.createDirectory(target);
            try (LoadFile made = LoadFile.open(target, profile, numbering.bates(), numbers, new PdfPrinter())) {
                while (files.hasNext()) {
                    made.add(files.next());
                }
            }
        };
    }

    private static Path profileFile(ExportOrder order) {
        String profile = order.numbering().profile();
        return profile.matches("[a-z0-9-]{1,40}")
                ? order.templates().resolve("profiles").resolve(profile + ".yaml")
                : Path.of(profile);
    }

    private static void cases(Iterator<CaseFile> files, Path target) throws IOException {
        try (Writer out = Files.newBufferedWriter(target, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
            out.write(CasesCsv.header());
            while (files.hasNext()) {
                out.write(CasesCsv.line(files.next()));
            }
        }
    }

    private static Producer certificate(ExportOrder order) {
        String name = order.format().label();
        CertificateTemplate template =
                CertificateTemplate.read(order.templates().resolve(name + ".md"));
        return (files, target) -> {
            CaseFile file = last(files);
            Files.createDirectory(target);
            write(name, Certificates.draft(template, file), file, target);
        };
    }

    private static void custody(Iterator<CaseFile> files, Path target) throws IOException {
        CaseFile file = last(files);
        Files.createDirectory(target);
        write("custody-report", Certificates.custodyReport(file), file, target);
        if (file.masked()) {
            // The events as they are name files as their senders did.
            return;
        }
        Files.writeString(
                target.resolve("custody.jsonl"),
                file.history().stream().map(CustodyEvent::line).collect(Collectors.joining("\n", "", "\n")),
                StandardOpenOption.CREATE_NEW);
    }

    private static void write(String name, Page page, CaseFile file, Path folder) throws IOException {
        Files.writeString(folder.resolve(name + ".md"), Markdown.of(page), StandardOpenOption.CREATE_NEW);
        byte[] pdf =
                new PdfPrinter().print(page, file.export().at(), Stamps.NONE).content();
        Files.write(folder.resolve(name + ".pdf"), pdf, StandardOpenOption.CREATE_NEW);
    }

    /** The only package of an order. */
    private static CaseFile last(Iterator<CaseFile> files) {
        return files.next();
    }
}
