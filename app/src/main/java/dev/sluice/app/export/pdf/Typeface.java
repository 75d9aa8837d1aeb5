package dev.sluice.app.export.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** The fonts that pages are printed in: Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian and many signs. */
enum Typeface {
    /** For words. */
    SANS("DejaVuSans.ttf", "Sluice Sans"),
    /** For headings and labels. */
    BOLD("DejaVuSans-Bold.ttf", "Sluice Bold"),
    /** For hashes and lists. */
    MONO("DejaVuSansMono.ttf", "Sluice Mono");

    private final String family;
    private final byte[] content;
    private final CmapLookup glyphs;

    Typeface(String file, String family) {
        this.family = family;
        this.content = read(file);
        this.glyphs = glyphs(content);
    }

    /** The name that the style sheet has for it. */
    String family() {
        return family;
    }

    /**
     * Whether pages can show a code point. The style sheet falls back to this one font for words wherever another one has
     * no glyph.
     */
    static boolean canShow(int codePoint) {
        return SANS.glyphs.getGlyphId(codePoint) > 0;
    }

    /**
     * The font in a document. Ligatures are off: a reader that copies or searches text must find the letters that were
     * written, and not one sign in place of two.
     */
    PDFont in(PDDocument document) {
        try {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(content));
            document.registerTrueTypeFontForClosing(font);
            font.setEnableGsub(false);
            return PDType0Font.load(document, font, true);
        } catch (IOException e) {
            throw new UncheckedIOException("a shipped font cannot be read", e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = Typeface.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("font " + file + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("font " + file + " cannot be read", e);
        }
    }

    private static CmapLookup glyphs(byte[] content) {
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(content))) {
            return font.getUnicodeCmapLookup();
        } catch (IOException e) {
            throw new UncheckedIOException("a shipped font cannot be read", e);
        }
    }
}
