package dev.sluice.classifiers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import org.junit.jupiter.api.Test;

class WordMarkerTest {
    /** Marks this word. */
    private static WordMarker marks(String word) {
        byte[] weights = new byte[1 << WordMarker.BITS];
        FoldedText text = new Folder().fold(word);
        int[] features = new int[WordMarker.mostFeatures()];
        int count = WordMarker.features(text, 0, features);
        for (int k = 0; k < count; k++) {
            weights[features[k]] = 100;
        }
        return new WordMarker(weights, 0.05f, -8);
    }

    @Test
    void aWordIsMarkedInTheOriginal() {
        assertThat(marks("grumblefish").mark(new Folder().fold("😀 you GRUMBLEFISH, mister")))
                .containsExactly(new Span(6, 17));
    }

    @Test
    void neighboursAreOneSpan() {
        assertThat(marks("grumblefish").mark(new Folder().fold("grumblefish grumblefish")))
                .containsExactly(new Span(0, 23));
    }

    @Test
    void nothingIsMarkedInAHarmlessText() {
        assertThat(marks("grumblefish").mark(new Folder().fold("good morning to all")))
                .isEmpty();
        assertThat(marks("grumblefish").mark(new Folder().fold(""))).isEmpty();
    }

    @Test
    void aVeryLongWordHasABoundedNumberOfFeatures() {
        FoldedText text = new Folder().fold("ab".repeat(5000));

        assertThat(WordMarker.features(text, 0, new int[WordMarker.mostFeatures()]))
                .isLessThanOrEqualTo(WordMarker.mostFeatures());
    }

    @Test
    void aFileGivesTheSameMarker() {
        WordMarker marker = marks("grumblefish");

        assertThat(WordMarker.read("m.bin", marker.write()).write()).isEqualTo(marker.write());
    }

    @Test
    void aFileThatIsNoneIsNamed() {
        assertThatThrownBy(() -> WordMarker.read("m.bin", new byte[20])).hasMessage("m.bin: is no marker of format 1");
        assertThatThrownBy(() -> WordMarker.read("m.bin", new byte[3])).hasMessage("m.bin: ends before its weights");
    }
}
