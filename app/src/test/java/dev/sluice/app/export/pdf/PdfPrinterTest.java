package dev.sluice.app.export.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.export.page.Inline;
import dev.sluice.app.export.page.Page;
import dev.sluice.app.export.pdf.PdfPrinter.Printed;
import dev.sluice.app.export.pdf.PdfPrinter.Stamps;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfPrinterTest {
    private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

    private final PdfPrinter printer = new PdfPrinter();

    @Test
    void samePageAndTimeGiveTheSameBytes() {
        assertThat(print(page("one, two \uD83D\uDE21 \u05E9\u05DC\u05D5\u05DD")).content())
                .isEqualTo(print(page("one, two \uD83D\uDE21 \u05E9\u05DC\u05D5\u05DD"))
                        .content());
    }

    @Test
    void lettersStayTheLettersThatWereWritten() throws IOException {
        assertThat(text("official fluff: office, waffle")).contains("official fluff: office, waffle");
    }

    @Test
    void scriptsThatTheFontsHaveAreReadable() throws IOException {
        assertThat(text("\u0391\u03B8\u03AE\u03BD\u03B1")).contains("\u0391\u03B8\u03AE\u03BD\u03B1");
        assertThat(text("\u041C\u043E\u0441\u043A\u0432\u0430")).contains("\u041C\u043E\u0441\u043A\u0432\u0430");
        assertThat(text("\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD")).contains("\u05E9\u05DC\u05D5\u05DD");
        assertThat(java.text.Normalizer.normalize(text("\u0633\u0644\u0627\u0645"), java.text.Normalizer.Form.NFKC))
                .contains("\u0633\u0644\u0627\u0645");
    }

    @Test
    void charactersThatTheFontsLackAreShownByTheirNumber() throws IOException {
        assertThat(text("a\u4E2D\u6587b")).contains("a[U+4E2D][U+6587]b");
        assertThat(text("x\uD800y\uE000z\u200Bw\u2028v")).contains("x[U+D800]y[U+E000]z[U+200B]w[U+2028]v");
    }

    @Test
    void markupIsText() throws IOException {
        String markup = "</div><img src='file:///etc/passwd'/><![CDATA[ &x; <!ENTITY y SYSTEM 'http://a.example'>";
        assertThat(text(markup).replace(" ", "")).contains(markup.replace(" ", ""));
    }

    @Test
    void textWithoutBreaksStaysOnTheSheets() throws IOException {
        Printed printed = print(page("x".repeat(20_000)));
        assertThat(printed.sheets()).isGreaterThan(1);
        try (PDDocument document = Loader.loadPDF(printed.content())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text.chars().filter(c -> c == 'x')).hasSize(20_000);
        }
    }

    @Test
    void everySheetIsStamped() throws IOException {
        Page page = page("words ".repeat(3_000));
        Printed printed = printer.print(page, AT, sheets -> Collections.nCopies(sheets, "ABC0000001"));
        try (PDDocument document = Loader.loadPDF(printed.content())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text.split("ABC0000001", -1)).hasSize(printed.sheets() + 1);
        }
    }

    private Printed print(Page page) {
        return printer.print(page, AT, Stamps.NONE);
    }

    private String text(String words) throws IOException {
        try (PDDocument document = Loader.loadPDF(print(page(words)).content())) {
            return new PDFTextStripper().getText(document).replaceAll("[\\r\\n]+", " ");
        }
    }

    private static Page page(String words) {
        return new Page.Builder().quote(List.of(new Inline.Plain(words))).build("title", "footer");
    }
}
