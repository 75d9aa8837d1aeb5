package dev.sluice.app.export.pdf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The fonts that pages are printed in: Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian, Georgian and many signs. */
enum Typeface {
    /** For words. */
    SANS("DejaVuSans.ttf", "Sluice Sans", 400),
    /** For headings and labels, which are our own words. */
    BOLD("DejaVuSans-Bold.ttf", "Sluice Sans", 700),
    /** For hashes. */
    MONO("DejaVuSansMono.ttf", "Sluice Mono", 400);

    private final String family;
    private final int weight;
    private final byte[] content;
    private final CmapLookup glyphs;

    Typeface(String file, String family, int weight) {
        this.family = family;
        this.weight = weight;
        this.content = read(file);
        this.glyphs = glyphs(content);
    }

    /** The name that style sheets have for it. */
    String family() {
        return family;
    }

    /** Its weight as style sheets have it. */
    int weight() {
        return weight;
    }

    /** The font file. */
    InputStream open() {
        return new ByteArrayInputStream(content);
    }

    /** Whether it has a glyph for a code point. */
    boolean has(int codePoint) {
        return glyphs.getGlyphId(codePoint) > 0;
    }

    /** Whether all of them have one. */
    static boolean allHave(int codePoint) {
        for (Typeface typeface : values()) {
            if (!typeface.has(codePoint)) {
                return false;
            }
        }
        return true;
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
