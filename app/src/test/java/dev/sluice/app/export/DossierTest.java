package dev.sluice.app.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;

class DossierTest {
    @TempDir
    Path folder;

    private SealedCase sealed;
    private String id;
    private Path pdf;

    @BeforeEach
    void seals() throws IOException {
        sealed = new SealedCase(folder);
        id = sealed.seal(SealedCase.full("p-1"));
        sealed.log();
        pdf = folder.resolve("dossier.pdf");
    }

    @Test
    void wordsOfTheAllegationAreFoundByPdftotext() throws IOException, InterruptedException {
        export();
        assertThat(text()).contains(SealedCase.ALLEGATION).contains("\u0391\u03B8\u03AE\u03BD\u03B1");
        Path tool = Path.of("/usr/bin/pdftotext");
        assumeThat(tool).exists();
        Path text = folder.resolve("text");
        Process process = new ProcessBuilder(tool.toString(), pdf.toString(), text.toString()).start();
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(text)).contains(SealedCase.ALLEGATION);
    }

    @Test
    void sectionsComeInTheOrderInWhichLawyersRead() throws IOException {
        export();
        assertThat(text())
                .containsSubsequence(
                        "Dossier",
                        "Who wrote it",
                        "What words",
                        "Where",
                        "When",
                        "Reach",
                        "Clock and due time",
                        "1. The words in context",
                        "2. Why it was flagged",
                        "3. Decisions and rationale",
                        "4. The policy as in force",
                        "rules: <none>",
                        "5. Notices and correspondence",
                        "6. Limits",
                        "7. Custody",
                        "8. Verification",
                        "SHA-256 of manifest-")
                .contains("How many people saw it was not collected")
                .contains("today's pipeline does not pass them on");
    }

    @Test
    void clocksAndRegimesAreThereWithTheTimesAtWhichTheyEnd() throws IOException {
        export("--zone", "Europe/London");
        assertThat(solid()).contains("Lookatit(GB-EAW,theoperator'sowntarget):due2026-11-0114:00:00.123UTC");
        assertThat(text())
                .contains(
                        "1 not started by what is known here, such as Tell the complainant (GB-EAW, starts with notice)")
                .containsSubsequence(
                        "Legal routes", "Defamation Act 2013, section 5", "serious harm", "Kept for", "P18M", "Ends");
    }

    @Test
    void evidenceWithoutClocksSaysSo() throws IOException {
        id = sealed.seal(SealedCase.plain("p-2", "words"));
        export();
        assertThat(text())
                .contains("no clock was recorded with this evidence")
                .contains("No legal route was recorded with this evidence");
    }

    @Test
    void summaryIsOneSheet() throws IOException {
        id = sealed.seal(SealedCase.plain("p-2", "a very long post ".repeat(2000)));
        export();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            PDFTextStripper stripper = new PDFTextStripper();
            stripper.setStartPage(2);
            stripper.setEndPage(2);
            assertThat(stripper.getText(document)).contains("1. The words in context");
        }
    }

    @Test
    void neverSaysThatTheLawWasBroken() throws IOException {
        export();
        assertThat(text())
                .contains("It does not say that the words are untrue, defamatory or unlawful")
                .contains("not legal advice")
                .doesNotContainIgnoringCase("is defamatory")
                .doesNotContainIgnoringCase("was defamatory")
                .doesNotContainIgnoringCase("broke the law");
    }

    @Test
    void identitiesAndContactsAreMaskedAndTheMasksListed() throws IOException {
        export();
        assertThat(text())
                .doesNotContain(SealedCase.AUTHOR)
                .doesNotContain("orla_q")
                .doesNotContain("mail.example")
                .doesNotContain("7946")
                .doesNotContain("t=1")
                .doesNotContain("quill-hater")
                .doesNotContain("passwd")
                .doesNotContain("letter.pdf")
                .doesNotContain("I am Orla")
                .contains("[author]", "[e-mail 1]", "[telephone 1]", "[member 1]", "to blog.")
                .contains("What was masked", "contact details");
    }

    @Test
    void unredactedHasEverythingAndCustodyHasTheReason() throws IOException {
        export("--unredacted", "--reason", "order of the court");
        assertThat(text())
                .contains(SealedCase.AUTHOR, "orla.q@mail.example", "quill-hater", "I am Orla Quillfeather")
                .contains("UNMASKED copy");
        assertThat(Files.readString(sealed.vault().resolve("custody/custody.jsonl")))
                .contains("\"action\":\"UNMASKED\"")
                .contains("order of the court");
    }

    @Test
    void markupAndHiddenCharactersOfThePostAreShownAndDoNothing() throws IOException {
        export("--unredacted", "--reason", "test");
        assertThat(solid())
                .contains("<script>alert(1)</script>")
                .contains("<imgsrc=\"http://tracker.example/x.png\">")
                .contains("&amp;")
                .contains("[U+202E]", "[U+0007]", "[U+0014]")
                .contains("pass<b>wd[U+202E].txt");
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            for (PDPage page : document.getPages()) {
                assertThat(page.getAnnotations()).isEmpty();
            }
        }
    }

    @Test
    void isPdfA2u() throws Exception {
        export("--zone", "Europe/London");
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser = Foundries.defaultInstance()
                        .createParser(new ByteArrayInputStream(Files.readAllBytes(pdf)), PDFAFlavour.PDFA_2_U);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_U, false)) {
            ValidationResult result = validator.validate(parser);
            assertThat(result.getTestAssertions()).isEmpty();
            assertThat(result.isCompliant()).isTrue();
            assertThat(result.getTotalAssertions()).isGreaterThan(1000);
        }
    }

    @Test
    void fontsAreInTheFileAndNothingRuns() throws IOException {
        export();
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            assertThat(document.getDocumentCatalog().getOutputIntents()).hasSize(1);
            List<PDFont> fonts = new ArrayList<>();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    fonts.add(page.getResources().getFont(name));
                }
            }
            assertThat(fonts).isNotEmpty().allMatch(PDFont::isEmbedded);
            COSDocument objects = document.getDocument();
            for (String forbidden : List.of("JavaScript", "Launch", "EmbeddedFile", "Filespec")) {
                assertThat(objects.getObjectsByType(COSName.getPDFName(forbidden)))
                        .isEmpty();
            }
            assertThat(new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .contains("pdfaid")
                    .contains("Dossier " + id);
        }
    }

    private void export(String... more) {
        List<String> arguments = new ArrayList<>(List.of("--package", id));
        arguments.addAll(List.of(more));
        assertThat(sealed.export("dossier", pdf, arguments.toArray(String[]::new)))
                .as(sealed.errors())
                .isZero();
    }

    private String text() throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    /** Without spaces, for a narrow column breaks words. */
    private String solid() throws IOException {
        return text().replace(" ", "");
    }
}
