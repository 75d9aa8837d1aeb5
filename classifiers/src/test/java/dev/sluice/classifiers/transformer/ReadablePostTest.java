package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadablePostTest {
    private static final int MOST = 1000;
    private final TextEncoder encoder = TextEncoder.shipped();

    @ParameterizedTest
    @CsvSource({
        "plain words stay, plain words stay",
        "see https://example.org/a?b=c for more, see for more",
        "@some_one you again, you again",
        "mail me at a @ b, mail me at a @ b",
        "oh no 🐒, oh no monkey",
        "wave 👋🏿 now, wave waving hand sign dark skin now",
        "go 🇬🇧 go, go gb go",
        "👩‍🔬 works, woman microscope works",
        "we 👏will👏win👏today👏 ok, we will win today ok",
        "🐒you are, monkey you are",
        "🐒 you🐒 are, monkey you monkey are",
        "Don't go ALONE, Don't go ALONE",
        "you 1d1ot go home, you idiot go home",
        "you i d i o t, you idiot",
        "such an iԁiоt, such an idiot",
        "what an id\u200biot, what an idiot",
        "𝐬𝐭𝐮𝐩𝐢𝐝 ｐｌａｎ, stupid plan",
        "an idioooot!, an idiot!",
        "in 2024 we paid 3.50, in 2024 we paid 3.50",
    })
    void readsWhatCanBeRead(String post, String read) {
        assertThat(ReadablePost.of(post, MOST).text().replaceAll(" +", " ").trim())
                .isEqualTo(read);
    }

    @Test
    void piecesKeepTheirPlaceInThePost() {
        String post = "@you https://example.org 🐒 is rude";

        TextEncoder.Windows windows = encoder.windows(post);

        Pieces pieces = windows.windows().getFirst();
        int monkey = "@you https://example.org ".length();
        assertThat(pieces.starts()[0]).isEqualTo(monkey);
        assertThat(pieces.ends()[0]).isEqualTo(monkey + 1);
        assertThat(pieces.ends()[pieces.count() - 1]).isEqualTo(post.codePointCount(0, post.length()));
        assertThat(windows.complete()).isTrue();
    }

    @Test
    void aDisguisedWordKeepsItsPlaceInThePost() {
        String post = "\ud83d\udc12 such an 1 d.i_o t here";

        Pieces pieces = encoder.windows(post).windows().getFirst();

        assertThat(pieces.ends()[pieces.count() - 1]).isEqualTo(post.codePointCount(0, post.length()));
        for (int k = 1; k < pieces.count(); k++) {
            assertThat(pieces.starts()[k]).isGreaterThanOrEqualTo(pieces.starts()[k - 1]);
            assertThat(pieces.ends()[k]).isGreaterThan(pieces.starts()[k]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 11})
    void readsNoFurtherThanTheLimit(int limit) {
        assertThat(ReadablePost.of("hello 🐒 world", limit).read()).isEqualTo(limit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "http://", "\ud83d", "\u200d", "🇬", "\u0000\u0007", "https://" + "a@"})
    void survivesOddPosts(String post) {
        ReadablePost readable = ReadablePost.of(post, MOST);

        assertThat(readable.read()).isEqualTo(post.codePointCount(0, post.length()));
        assertThat(encoder.windows(post).complete()).isTrue();
    }

    @Test
    void printsNoText() {
        assertThat(ReadablePost.of("secret", MOST)).asString().doesNotContain("secret");
    }
}
