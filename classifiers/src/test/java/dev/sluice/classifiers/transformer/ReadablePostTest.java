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
