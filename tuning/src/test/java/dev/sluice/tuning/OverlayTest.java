package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlayTest {
    private static final Overlay OVERLAY = new Overlay(List.of(
            Initializer.ofBytes("w_quantized", List.of(2, 3), new byte[] {1, -2, 3, -127, 127, 0}),
            Initializer.ofFloats("w_scale", List.of(3), new float[] {0.5f, -1, 2}),
            Initializer.ofFloats(Overlay.HEAD_BIAS, List.of(1), new float[] {7})));

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("transformer.bin");
        OVERLAY.write(file);
        assertThat(Overlay.read(file)).isEqualTo(OVERLAY);
        assertThat(folder).isDirectoryNotContaining(entry -> entry.toString().endsWith(".part"));
    }

    @Test
    void beginsWithMagicNumberAndCount() throws IOException {
        Path file = folder.resolve("transformer.bin");
        OVERLAY.write(file);
        assertThat(Files.readAllBytes(file)).startsWith('S', 'L', 'T', '1', 0, 0, 0, 3, 0, 11, 'w', '_');
    }

    @Test
    void anotherFileIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("other.bin"), new byte[16]);
        assertThatThrownBy(() -> Overlay.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("other.bin");
    }

    @Test
    void shortenedFileIsRefused() throws IOException {
        Path file = folder.resolve("transformer.bin");
        OVERLAY.write(file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 3));
        assertThatThrownBy(() -> Overlay.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void headIsNoPartOfTheGraph() {
        assertThat(OVERLAY.graphEntries()).extracting(Initializer::name).containsExactly("w_quantized", "w_scale");
    }
}
