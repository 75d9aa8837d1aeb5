package dev.sluice.classifiers.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.text.Folder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionTest {
    private final Folder folder = new Folder();

    @Test
    void ordinaryAndShortTextsKeepTheirLogits() {
        String words = IntStream.range(0, 200).mapToObj(i -> "word" + i % 90).collect(Collectors.joining(" "));

        assertThat(Repetition.damping(folder.fold("no no no no no"))).isEqualTo(1);
        assertThat(Repetition.damping(folder.fold(words))).isEqualTo(1);
    }

    @Test
    void oneWordOverAndOverCountsLessTheOftenerItComes() {
        assertThat(Repetition.damping(folder.fold("word ".repeat(100)))).isCloseTo(0.2f, within(1e-6f));
        assertThat(Repetition.damping(folder.fold("word ".repeat(400)))).isCloseTo(0.1f, within(1e-6f));
    }
}
