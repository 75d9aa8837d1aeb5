package dev.sluice.classifiers.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NgramFeaturesTest {
    private static int[] of(String text) {
        NgramFeatures features = new NgramFeatures();
        features.extract(new Folder().fold(text));
        return features.toArray();
    }

    @Test
    void thereIsAFixedNumberPerCharacterAndToken() {
        FoldedText text = new Folder().fold("one two");
        NgramFeatures features = new NgramFeatures();

        features.extract(text);

        assertThat(features.count()).isEqualTo(7 * NgramFeatures.PER_CHARACTER + 2 * NgramFeatures.PER_TOKEN);
    }

    @Test
    void theTextBeforeLeavesNothingBehind() {
        Folder folder = new Folder();
        NgramFeatures features = new NgramFeatures();
        features.extract(folder.fold("something much longer than the next"));

        features.extract(folder.fold("short"));

        assertThat(features.toArray()).isEqualTo(of("short"));
    }

    @Test
    void aWordHasTheSameInnerFeaturesWhereverItStands() {
        long shared = Arrays.stream(of("well marmalade then"))
                .filter(hash -> Arrays.stream(of("marmalade")).anyMatch(other -> other == hash))
                .count();

        // Its n-grams that do not reach beyond its ends by more than one space, and the word itself.
        assertThat(shared).isGreaterThanOrEqualTo(20);
    }

    @Test
    void theOrderOfWordsMatters() {
        assertThat(of("dog bites man")).isNotEqualTo(of("man bites dog"));
    }

    @Test
    void aPostThatFoldsTheSameHasTheSameFeatures() {
        assertThat(of("HELLO there")).isEqualTo(of("hello THERE"));
    }
}
