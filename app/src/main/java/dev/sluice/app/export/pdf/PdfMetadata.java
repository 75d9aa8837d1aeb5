package dev.sluice.app.export.pdf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import javax.xml.transform.TransformerException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.xmpbox.XMPMetadata;
import org.apache.xmpbox.schema.AdobePDFSchema;
import org.apache.xmpbox.schema.DublinCoreSchema;
import org.apache.xmpbox.schema.PDFAIdentificationSchema;
import org.apache.xmpbox.schema.XMPBasicSchema;
import org.apache.xmpbox.type.BadFieldValueException;
import org.apache.xmpbox.xml.XmpSerializer;

/** What a PDF says of itself: its title, its time, and that it is PDF/A-2u (ISO 19005-2). No clock is asked. */
final class PdfMetadata {
    private static final String PRODUCER = "Sluice";

    private PdfMetadata() {}

    /** Replaces what the document said of itself, in both of the places where readers look. */
    static void write(PDDocument document, String title, Instant at) throws IOException {
        Calendar time = GregorianCalendar.from(at.atZone(ZoneOffset.UTC));
        time.setTimeZone(TimeZone.getTimeZone("UTC"));
        PDDocumentInformation information = new PDDocumentInformation();
        information.setTitle(title);
        information.setProducer(PRODUCER);
        information.setCreationDate(time);
        information.setModificationDate(time);
        document.setDocumentInformation(information);
        PDMetadata metadata = new PDMetadata(document);
        metadata.importXMPMetadata(xmp(title, time));
        document.getDocumentCatalog().setMetadata(metadata);
        // From this the file's id is made, which would be made from the clock otherwise.
        document.setDocumentId(at.toEpochMilli());
    }

    private static byte[] xmp(String title, Calendar time) throws IOException {
        try {
            XMPMetadata xmp = XMPMetadata.createXMPMetadata();
            PDFAIdentificationSchema level = xmp.createAndAddPDFAIdentificationSchema();
            level.setPart(2);
            level.setConformance("U");
            DublinCoreSchema core = xmp.createAndAddDublinCoreSchema();
            core.setTitle(title);
            core.setFormat("application/pdf");
            AdobePDFSchema pdf = xmp.createAndAddAdobePDFSchema();
            pdf.setProducer(PRODUCER);
            XMPBasicSchema basic = xmp.createAndAddXMPBasicSchema();
            basic.setCreateDate(time);
            basic.setModifyDate(time);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new XmpSerializer().serialize(xmp, bytes, true);
            return bytes.toByteArray();
        } catch (BadFieldValueException | TransformerException e) {
            throw new IOException("the document's metadata cannot be written", e);
        }
    }
}
