package dev.sluice.app.export.pdf;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.imageio.ImageIO;

/** A QR code as a picture. */
final class ScanImage {
    private static final int MARGIN = 2;
    private static final int SCALE = 4;
    private static final int WHITE = 0xFFFFFF;

    private ScanImage() {}

    /**
     * The code of a text, as PNG.
     *
     * @throws IllegalArgumentException where the text is too long for one code
     */
    static byte[] png(String text) {
        try {
            BitMatrix code = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            1,
                            1,
                            Map.of(EncodeHintType.CHARACTER_SET, "UTF-8", EncodeHintType.MARGIN, MARGIN));
            int width = code.getWidth() * SCALE;
            BufferedImage image = new BufferedImage(width, width, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < width; y++) {
                for (int x = 0; x < width; x++) {
                    image.setRGB(x, y, code.get(x / SCALE, y / SCALE) ? 0 : WHITE);
                }
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return png.toByteArray();
        } catch (WriterException e) {
            throw new IllegalArgumentException(
                    "a text of " + text.length() + " characters is too long for a QR code", e);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
    }
}
