package dev.sluice.app.export.pdf;

import com.openhtmltopdf.extend.FSStream;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import com.openhtmltopdf.util.XRLog;
import dev.sluice.app.export.page.Block;
import dev.sluice.app.export.page.Page;
import dev.sluice.app.export.page.PageDocument;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/**
 * Prints a page as PDF/A-2u (ISO 19005-2): fonts and colour profile are in the file, every glyph has its Unicode value,
 * and there is nothing to be fetched or run. The same page and time give the same bytes on the same Java.
 *
 * <p>The renderer may load nothing but the codes of the page itself: any other address, of whatever protocol, is refused
 * before it is resolved.
 */
public final class PdfPrinter {
    private static final String STYLE = resource("page.css");
    private static final float STAMP_SIZE = 8;
    private static final float STAMP_MARGIN = 36;

    static {
        // It logs what it lays out.
        XRLog.setLoggingEnabled(false);
        // No window is opened, and machines without a screen print as well.
        System.setProperty("java.awt.headless", "true");
    }

    /**
     * A printed page.
     *
     * @param content the PDF
     * @param sheets how many sheets it has
     */
    public record Printed(byte[] content, int sheets) {}

    /** Says what stands at the head of each sheet, once it is known how many there are. */
    @FunctionalInterface
    public interface Stamps {
        /** No stamps. */
        Stamps NONE = sheets -> List.of();

        /** One text for each sheet, or none at all; ASCII only. */
        List<String> of(int sheets);
    }

    /**
     * Prints.
     *
     * @param at the time that the file says it was made at
     */
    public Printed print(Page page, Instant at, Stamps stamps) {
        Document document = PageDocument.of(page, STYLE, Typeface::canShow);
        try (PDDocument pdf = new PDDocument();
                PdfBoxRenderer renderer = builder(document, scans(page), pdf).buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            int sheets = pdf.getNumberOfPages();
            stamp(pdf, stamps.of(sheets));
            PdfMetadata.write(pdf, page.title(), at);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            pdf.save(bytes);
            return new Printed(bytes.toByteArray(), sheets);
        } catch (IOException e) {
            throw new UncheckedIOException("the page '" + page.title() + "' cannot be printed", e);
        }
    }

    private static PdfRendererBuilder builder(Document document, Map<String, byte[]> scans, PDDocument pdf) {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.usePDDocument(pdf);
        builder.usePdfAConformance(PdfAConformance.PDFA_2_U);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        for (Typeface typeface : Typeface.values()) {
            builder.useFont(new Lazily(typeface, pdf), typeface.family());
        }
        builder.useUnicodeBidiSplitter(TextOrder.Splitter::new);
        builder.useUnicodeBidiReorderer(new TextOrder());
        builder.useUriResolver((base, address) -> scans.containsKey(address) ? address : null);
        builder.useExternalResourceAccessControl(
                (address, type) -> scans.containsKey(address),
                ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.useExternalResourceAccessControl(
                (address, type) -> scans.containsKey(address), ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
        builder.useProtocolsStreamImplementation(
                address -> new Held(scans.getOrDefault(address, new byte[0])),
                PageDocument.SCAN.substring(0, PageDocument.SCAN.length() - 1));
        builder.withW3cDocument(document, "");
        return builder;
    }

    private static Map<String, byte[]> scans(Page page) {
        Map<String, byte[]> scans = new HashMap<>();
        for (Block block : page.blocks()) {
            if (block instanceof Block.Scan scan) {
                scans.put(PageDocument.SCAN + scans.size(), ScanImage.png(scan.text()));
            }
        }
        return scans;
    }

    private static void stamp(PDDocument pdf, List<String> stamps) throws IOException {
        if (stamps.isEmpty()) {
            return;
        }
        PDFont font = Typeface.MONO.in(pdf);
        for (int i = 0; i < pdf.getNumberOfPages(); i++) {
            PDPage sheet = pdf.getPage(i);
            PDRectangle box = sheet.getMediaBox();
            String text = stamps.get(i);
            float width = font.getStringWidth(text) / 1000 * STAMP_SIZE;
            try (PDPageContentStream out = new PDPageContentStream(pdf, sheet, AppendMode.APPEND, true, true)) {
                out.beginText();
                out.setFont(font, STAMP_SIZE);
                out.setNonStrokingColor(0f, 0f, 0f);
                out.newLineAtOffset(box.getWidth() - STAMP_MARGIN - width, box.getHeight() - STAMP_MARGIN + STAMP_SIZE);
                out.showText(text);
                out.endText();
            }
        }
    }

    /** A font that is loaded once something is printed in it. */
    private static final class Lazily extends PDFontSupplier {
        private final Typeface typeface;
        private final PDDocument pdf;
        private @Nullable PDFont font;

        @SuppressWarnings("NullAway") // its superclass only keeps it, and is never asked
        private Lazily(Typeface typeface, PDDocument pdf) {
            super(null);
            this.typeface = typeface;
            this.pdf = pdf;
        }

        @Override
        public PDFont supply() {
            PDFont known = font;
            if (known == null) {
                known = typeface.in(pdf);
                font = known;
            }
            return known;
        }
    }

    /** What is in memory. */
    private record Held(byte[] content) implements FSStream {
        @Override
        public InputStream getStream() {
            return new ByteArrayInputStream(content);
        }

        @Override
        public Reader getReader() {
            return new InputStreamReader(getStream(), StandardCharsets.UTF_8);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PdfPrinter.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }
}
