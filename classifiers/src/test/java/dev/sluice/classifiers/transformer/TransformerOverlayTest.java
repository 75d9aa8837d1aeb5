package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransformerOverlayTest {
    private static final TransformerOverlay SMALL =
            new TransformerOverlay(Map.of("layer.bias", Overlays.floats(new float[] {1, 2, 3}, 3)));

    private static void refused(byte[] bytes, String problem) {
        assertThatThrownBy(() -> TransformerOverlay.read("tuned.bin", bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("tuned.bin: ")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }

    private static byte[] entry(String name, int type, int[] shape, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0x534C5431);
            out.writeInt(1);
            out.writeUTF(name);
            out.writeInt(type);
            out.writeInt(shape.length);
            for (int dimension : shape) {
                out.writeInt(dimension);
            }
            out.writeInt(length);
        }
        return bytes.toByteArray();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        TransformerOverlay read = TransformerOverlay.read("tuned.bin", SMALL.write());

        assertThat(read.tensors()).containsOnlyKeys("layer.bias");
        assertThat(read.tensors().get("layer.bias").dimensions()).containsExactly(3);
        assertThat(read.write()).isEqualTo(SMALL.write());
    }

    @Test
    void anotherFileIsRefused() {
        refused("PK\3\4 something".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "magic number is 504b0304");
        refused(new byte[0], "ends before the last entry");
    }

    @Test
    void aFileCutShortIsRefusedWhereverItIsCut() {
        byte[] whole = SMALL.write();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> TransformerOverlay.read("tuned.bin", cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytesBehindTheLastEntryAreRefused() {
        byte[] whole = SMALL.write();
        refused(Arrays.copyOf(whole, whole.length + 1), "1 bytes follow the last entry");
    }

    @Test
    void numbersOutOfRangeAreRefusedBeforeTheyCostMemory() throws IOException {
        refused(entry("w", 9, new int[] {1}, 4), "entry 'w' has data type 9; allowed: 1, 2, 3");
        refused(entry("w", 1, new int[] {-1}, 4), "entry 'w' dimension 0 is -1");
        refused(entry("w", 1, new int[] {3}, 4), "entry 'w' has 4 bytes; its shape needs 12");
        refused(entry("w", 2, new int[] {2_000_000_000}, 2_000_000_000), "the file has 0 left");
        refused(entry("w", 2, new int[] {2_000_000_000, 2_000_000_000}, -5), "has -5 bytes");
        refused(entry("w", 1, new int[9], 4), "entry 'w' rank is 9; allowed: 0 to 8");
    }

    @Test
    void randomBytesNeverDoMoreThanBeRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = SMALL.write();
            for (int flips = 0; flips < 3; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                TransformerOverlay.read("tuned.bin", bytes);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageStartingWith("tuned.bin: ");
            }
        }
    }
}
