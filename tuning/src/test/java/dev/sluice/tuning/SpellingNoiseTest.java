package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpellingNoiseTest {
    @Test
    void sameSeedGivesSameNoise() {
        String text = "nobody expects the harmless gardener";
        assertThat(SpellingNoise.in(text, new Random(3))).isEqualTo(SpellingNoise.in(text, new Random(3)));
    }

    @Test
    void longerWordsAreMisspeltAtTimesAndShortOnesNever() {
        int changed = 0;
        for (int seed = 0; seed < 50; seed++) {
            String noisy = SpellingNoise.in("a gardener", new Random(seed));
            assertThat(noisy).startsWith("a ");
            changed += noisy.equals("a gardener") ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(40);
    }

    @Test
    void textWithoutLongerWordsStays() {
        assertThat(SpellingNoise.in("go on", new Random(1))).isEqualTo("go on");
        assertThat(SpellingNoise.in("", new Random(1))).isEmpty();
    }

    @Test
    void surrogatePairsAreNotTornApart() {
        String text = "😀😀😀😀😀 😀😀😀😀😀";
        for (int seed = 0; seed < 50; seed++) {
            String noisy = SpellingNoise.in(text, new Random(seed));
            assertThat(noisy.codePoints().filter(point -> point >= 0xD800 && point <= 0xDFFF))
                    .isEmpty();
        }
    }
}
