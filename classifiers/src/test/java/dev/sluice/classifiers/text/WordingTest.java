package dev.sluice.classifiers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    private static final String TEXT =
            "Everybody go and tell this clown what you think of him, he ruined the whole village fair for us";

    private final Folder folder = new Folder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everybody go and tell this clown what you think of him he ruined the whole village fair for us",
                "EVERYBODY go and tell th1s cl0wn what you think of him... he ruined the whole village fair for us!!!",
                "Everybody gо and tell this clоwn what you think of him, he ruined the whole village fair for us"
            })
    void disguisesMakeNoDifference(String copy) {
        assertThat(wording(copy)).isEqualTo(wording(TEXT));
    }

    @Test
    void shortTextsHaveNone() {
        assertThat(wording("what a lovely day it")).isNull();
        assertThat(wording("what a lovely day it is")).isNotNull();
        assertThat(wording("")).isNull();
    }

    @Test
    void mostCopiesWithAWordReplacedAreFoundAndOtherTextsAreNot() {
        Random random = new Random(5);
        int found = 0;
        int strangers = 0;
        for (int i = 0; i < 1_000; i++) {
            String[] words = words(random, 14);
            String text = String.join(" ", words);
            words[random.nextInt(words.length)] = word(random);
            found += areNear(text, String.join(" ", words)) ? 1 : 0;
            strangers += areNear(text, String.join(" ", words(random, 14))) ? 1 : 0;
        }
        assertThat(found).isBetween(600, 900);
        assertThat(strangers).isZero();
    }

    private boolean areNear(String one, String other) {
        Wording first = wording(one);
        Wording second = wording(other);
        if (first == null || second == null || first.key() != second.key()) {
            return false;
        }
        int equal = 0;
        for (int shift = 0; shift < 64; shift += 8) {
            equal += ((first.signature() >>> shift) & 0xff) == ((second.signature() >>> shift) & 0xff) ? 1 : 0;
        }
        return equal >= 5;
    }

    private @Nullable Wording wording(String text) {
        return Wording.of(folder.fold(text));
    }

    private static String[] words(Random random, int count) {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(random);
        }
        return words;
    }

    private static String word(Random random) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            word.append((char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }
}
