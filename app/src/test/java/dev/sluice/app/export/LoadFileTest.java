package dev.sluice.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.sluice.escalation.digest.Sha256;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFileTest {
    @TempDir
    Path folder;

    private SealedCase sealed;
    private String first;
    private String second;

    @BeforeEach
    void seals() throws IOException {
        sealed = new SealedCase(folder);
        first = sealed.seal(SealedCase.full("p-1"));
        second = sealed.seal(SealedCase.plain("p-2", "plain words"));
    }

    @Test
    void datLoadsWithAStandardReaderUnderItsDelimiters() throws IOException {
        Path made = export("out", "--package", first, "--package", second, "--unredacted", "--reason", "test");
        List<Map<String, String>> rows = read(made.resolve("VOL001.dat"), '\u0014', '\u00FE', StandardCharsets.UTF_8);
        assertThat(rows).hasSize(5 + 3);
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(30));
        String words = rows.getFirst().get("WORDS");
        assertThat(words)
                .startsWith(
                        SealedCase.ALLEGATION + " \u2014 everyone knows \uD83D\uDE21\u00AE<script>alert(1)</script>")
                .contains("[U+0014] [U+00FE] [U+00AE] [U+202E] evil")
                .contains("\"quoted\", comma;");
        assertThat(words.chars().filter(c -> c == 0x00AE)).hasSize(3);
        assertThat(rows.get(5).get("WORDS")).isEqualTo("plain words");
        assertThat(rows.get(5).get("POSTID")).isEqualTo("p-2");
    }

    @Test
    void csvProfileKeepsDelimitersAndLineBreaksWithinValues() throws IOException {
        Path made = export("out", "--package", first, "--profile", "csv", "--unredacted", "--reason", "test");
        List<Map<String, String>> rows = read(made.resolve("VOL001.csv"), ',', '"', StandardCharsets.UTF_8);
        assertThat(rows).hasSize(5);
        assertThat(rows.getFirst().get("WORDS"))
                .contains("&amp; \"quoted\", comma; ]]>\nask ")
                .contains("\u00FE \u00AE");
    }

    @Test
    void encodingThatCannotWriteACharacterShowsItsNumber() throws IOException {
        Path profile = folder.resolve("mine.yaml");
        Files.writeString(
                profile,
                Files.readString(Path.of(System.getProperty("sluice.home", "."), "policies/exports/profiles/csv.yaml"))
                        .replace("encoding: UTF-8", "encoding: windows-1252"));
        Path made = export("out", "--package", first, "--profile", profile.toString());
        Charset charset = Charset.forName("windows-1252");
        assertThat(read(made.resolve("VOL001.csv"), ',', '"', charset)
                        .getFirst()
                        .get("WORDS"))
                .contains("\u2014 everyone knows [U+1F621]")
                .contains("[U+0391]");
    }

    @Test
    void familyIsThePostWithItsAttachments() throws IOException {
        Path made = export("out", "--package", first, "--package", second);
        List<Map<String, String>> rows = read(made.resolve("VOL001.dat"), '\u0014', '\u00FE', StandardCharsets.UTF_8);
        assertThat(rows.stream().map(row -> row.get("DOCTYPE")))
                .containsExactly(
                        "POST", "ASSESSMENT", "DECISION", "NOTICE", "LETTER", "POST", "ASSESSMENT", "DECISION");
        assertThat(rows.subList(0, 5)).allSatisfy(row -> {
            assertThat(row.get("BEGATTACH")).isEqualTo(rows.getFirst().get("BEGBATES"));
            assertThat(row.get("ENDATTACH")).isEqualTo(rows.get(4).get("ENDBATES"));
        });
    }

    @Test
    void everyPathIsThereAndEveryHashFits() throws IOException {
        Path made = export("out", "--package", first, "--unredacted", "--reason", "test", "--profile", "csv");
        List<Map<String, String>> rows = read(made.resolve("VOL001.csv"), ',', '"', StandardCharsets.UTF_8);
        for (Map<String, String> row : rows) {
            assertThat(made.resolve(row.get("TEXTPATH"))).exists();
            assertThat(made.resolve(row.get("PDFPATH"))).exists();
            assertThat(Sha256.hex(Files.readAllBytes(made.resolve(row.get("NATIVEPATH")))))
                    .isEqualTo(row.get("SHA256"));
            assertThat(row.get("SHA256")).isEqualTo(row.get("SOURCESHA256"));
        }
        assertThat(rows.get(3).get("FILENAME")).isEqualTo("../../etc/pass<b>wd[U+202E].txt");
        assertThat(rows.get(3).get("NATIVEPATH")).matches("NATIVES/SLUICE\\d{7}\\.bin");
        try (var files = Files.walk(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.contains("etc"));
        }
    }

    @Test
    void redactedHasNoNativesAndNobodysAddress() throws IOException {
        Path made = export("out", "--package", first);
        try (var files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                        .doesNotContain(SealedCase.AUTHOR, "mail.example", "I am Orla");
            }
        }
        assertThat(made.resolve("NATIVES")).isEmptyDirectory();
    }

    @Test
    void everySheetHasItsNumber() throws IOException {
        Path made = export("out", "--package", first, "--bates-prefix", "ABC-", "--bates-start", "41");
        List<String> register = Files.readAllLines(made.resolve("bates-register.csv"));
        assertThat(register.get(1)).startsWith("ABC-,41,42,");
        try (PDDocument document =
                Loader.loadPDF(made.resolve("PDF/ABC-0000041.pdf").toFile())) {
            PDFTextStripper second = new PDFTextStripper();
            second.setStartPage(2);
            assertThat(second.getText(document)).contains("ABC-0000042").doesNotContain("ABC-0000041");
        }
        assertThat(Files.readAllLines(made.resolve("VOL001.opt")).getFirst())
                .isEqualTo("ABC-0000041,VOL001,PDF\\ABC-0000041.pdf,Y,,,2");
    }

    @Test
    void documentsKeepTheirNumbersAndNewOnesFollow() throws IOException {
        Path one = export("one", "--package", second);
        String register = one.resolve("bates-register.csv").toString();
        Path two = export("two", "--package", first, "--package", second, "--register", register);
        List<String> before = Files.readAllLines(one.resolve("bates-register.csv"));
        List<String> after = Files.readAllLines(two.resolve("bates-register.csv"));
        assertThat(after).containsAll(before).hasSize(before.size() + 5);
        List<Map<String, String>> rows = read(two.resolve("VOL001.dat"), '\u0014', '\u00FE', StandardCharsets.UTF_8);
        assertThat(rows.get(5).get("BEGBATES")).isEqualTo("SLUICE0000001");
        assertThat(rows.getFirst().get("BEGBATES")).isGreaterThan(rows.getLast().get("ENDBATES"));
    }

    @Test
    void sameProductionHasTheSameBytes() throws IOException {
        Path one = export("one", "--package", first);
        Path two = export("two", "--package", first);
        try (var files = Files.walk(one)) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all).hasSize(5 * 2 + 3);
            for (Path file : all) {
                assertThat(two.resolve(one.relativize(file))).hasSameBinaryContentAs(file);
            }
        }
    }

    private Path export(String name, String... more) {
        Path made = folder.resolve(name);
        assertThat(sealed.export("load-file", made, more)).as(sealed.errors()).isZero();
        return made;
    }

    private static List<Map<String, String>> read(Path file, char field, char quote, Charset charset)
            throws IOException {
        String text = Files.readString(file, charset);
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CsvSchema schema =
                CsvSchema.emptySchema().withHeader().withColumnSeparator(field).withQuoteChar(quote);
        try (MappingIterator<Map<String, String>> rows =
                new CsvMapper().readerForMapOf(String.class).with(schema).readValues(content)) {
            return new ArrayList<>(rows.readAll());
        }
    }
}
