package dev.sluice.app.export.loadfile;

import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.loadfile.BatesRegister.Range;
import dev.sluice.app.export.material.CaseMaterial;
import dev.sluice.app.export.pdf.PdfPrinter;
import dev.sluice.app.export.pdf.PdfPrinter.Printed;
import dev.sluice.escalation.digest.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A production for a review platform, written package by package into a folder: {@code VOL001.dat} and {@code VOL001.opt},
 * {@code TEXT}, {@code NATIVES}, {@code PDF}, and the register of numbers. Names of files are numbers: nothing that a
 * stranger chose becomes a path.
 */
public final class LoadFile implements Closeable {
    /** The columns. */
    static final List<String> HEADER = List.of(
            "BEGBATES",
            "ENDBATES",
            "BEGATTACH",
            "ENDATTACH",
            "PGCOUNT",
            "CUSTODIAN",
            "DOCTYPE",
            "TITLE",
            "CASEID",
            "PACKAGE",
            "VERSION",
            "CATEGORY",
            "JURISDICTION",
            "COMMUNITY",
            "THREAD",
            "POSTID",
            "AUTHOR",
            "DOCDATE",
            "DATERECEIVED",
            "URL",
            "WORDS",
            "FILENAME",
            "SHA256",
            "SOURCEFILE",
            "SOURCESHA256",
            "MANIFESTSHA256",
            "REDACTED",
            "NATIVEPATH",
            "TEXTPATH",
            "PDFPATH");

    private static final String VOLUME = "VOL001";

    private final Path folder;
    private final Profile profile;
    private final Bates bates;
    private final BatesRegister register;
    private final PdfPrinter printer;
    private final Rows rows;
    private final Writer table;
    private final Writer images;
    private int documents;

    private LoadFile(Path folder, Profile profile, Bates bates, BatesRegister register, PdfPrinter printer)
            throws IOException {
        this.folder = folder;
        this.profile = profile;
        this.bates = bates;
        this.register = register;
        this.printer = printer;
        this.rows = new Rows(profile);
        for (String name : List.of("TEXT", "NATIVES", "PDF")) {
            Files.createDirectories(folder.resolve(name));
        }
        this.table = Files.newBufferedWriter(
                folder.resolve(VOLUME + "." + profile.extension()), profile.charset(), StandardOpenOption.CREATE_NEW);
        this.images = Files.newBufferedWriter(
                folder.resolve(VOLUME + ".opt"), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
    }

    /**
     * Opens a production in a folder that is empty.
     *
     * @param register knows the numbers of earlier productions
     */
    public static LoadFile open(Path folder, Profile profile, Bates bates, BatesRegister register, PdfPrinter printer)
            throws IOException {
        LoadFile made = new LoadFile(folder, profile, bates, register, printer);
        if (profile.mark()) {
            made.table.write('\uFEFF');
        }
        made.table.write(made.rows.row(HEADER));
        return made;
    }

    /** Adds the documents of a package: the post, and all others as attachments of it. */
    public void add(CaseFile file) throws IOException {
        List<Numbered> family = new ArrayList<>();
        for (LoadDocument document : LoadDocument.of(file)) {
            family.add(print(file, document));
        }
        String begin = family.getFirst().begin;
        String end = bates.text(family.stream()
                .mapToLong(numbered -> numbered.range.last())
                .max()
                .orElseThrow());
        for (Numbered numbered : family) {
            write(file, numbered, begin, end);
        }
    }

    /** How many documents there are so far. */
    public int documents() {
        return documents;
    }

    @Override
    public void close() throws IOException {
        try (Writer closing = table;
                Writer closingToo = images) {
            Files.writeString(folder.resolve(BatesRegister.FILE), register.text(), StandardOpenOption.CREATE_NEW);
        }
    }

    /** A document with its numbers. */
    private record Numbered(LoadDocument document, Range range, Printed printed, String begin) {
        @Override
        public String toString() {
            return "Numbered[" + begin + "]";
        }
    }

    private Numbered print(CaseFile file, LoadDocument document) {
        CaseMaterial material = file.material();
        String key = material.name() + "/" + document.part() + (file.masked() ? "/masked" : "/whole");
        Range[] range = new Range[1];
        Instant made = document.date() == null ? Instant.EPOCH : document.date();
        Printed printed = printer.print(document.page(), made, sheets -> {
            range[0] = register.of(key, sheets);
            return LongStream.rangeClosed(range[0].first(), range[0].last())
                    .mapToObj(bates::text)
                    .toList();
        });
        return new Numbered(document, range[0], printed, bates.text(range[0].first()));
    }

    private void write(CaseFile file, Numbered numbered, String begin, String end) throws IOException {
        LoadDocument document = numbered.document;
        String pdf = file("PDF", numbered.begin + ".pdf", numbered.printed.content());
        String text = file("TEXT", numbered.begin + ".txt", document.text().getBytes(StandardCharsets.UTF_8));
        byte[] original = document.original();
        String natively =
                original == null ? "" : file("NATIVES", numbered.begin + "." + document.extension(), original);
        table.write(rows.row(values(file, numbered, begin, end, List.of(natively, text, pdf))));
        images.write(numbered.begin + "," + VOLUME + "," + pdf + ",Y,,," + numbered.printed.sheets() + "\r\n");
        documents++;
    }

    private List<String> values(CaseFile file, Numbered numbered, String begin, String end, List<String> paths) {
        LoadDocument document = numbered.document;
        CaseMaterial material = file.material();
        byte[] original = document.original();
        boolean post = document.part().equals("post");
        List<String> values = new ArrayList<>(List.of(
                numbered.begin,
                bates.text(numbered.range.last()),
                begin,
                end,
                String.valueOf(numbered.printed.sheets()),
                material.bagInfo("Source-Organization"),
                document.type(),
                document.title(),
                material.escalation().text("id"),
                material.packageId(),
                String.valueOf(material.version())));
        values.addAll(List.of(
                material.escalation().text("legalCategory"),
                String.join(" ", material.escalation().texts("jurisdictions")),
                material.post().text("community"),
                material.post().text("thread"),
                material.post().text("id"),
                post ? file.author() : "",
                profile.date(document.date()),
                profile.date(material.record().time("timestamp")),
                material.post().text("url"),
                post ? file.plainWords() : "",
                document.name()));
        values.addAll(List.of(
                Sha256.hex(original == null ? numbered.printed.content() : original),
                document.sourceShown(file),
                material.sha256(document.source()),
                file.manifestSha256(),
                file.masked() ? "Y" : "N"));
        values.addAll(paths);
        return values;
    }

    private String file(String kind, String name, byte[] content) throws IOException {
        Files.write(folder.resolve(kind).resolve(name), content, StandardOpenOption.CREATE_NEW);
        return kind + profile.separator() + name;
    }
}
