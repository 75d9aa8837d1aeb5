package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.posts.EventLines;
import dev.sluice.app.posts.PostLine;
import dev.sluice.app.posts.SourceLines;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each shipped mapping makes of its sample, to the letter. Where a mapping changes on purpose,
 * {@code -Dsluice.sources.rewrite=true} writes the new expectations, to be read before they are committed.
 */
class SourceSamplesTest {
    private static final Path EXPECTED = Samples.HOME.resolve("app/src/test/resources/sources");

    static List<String> names() {
        return Samples.MAPPINGS.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void checkTellsOfEveryLineWhatItBecomesAndWhatIsLost(String source) throws IOException {
        List<String> rows = new ArrayList<>();
        try (SourceCheck check = new SourceCheck(
                Files.newInputStream(Samples.file(source)),
                Samples.mapper(source),
                Samples.file(source).getFileName().toString(),
                Samples.START)) {
            for (SourceCheck.Line line = check.next(); line != null; line = check.next()) {
                rows.addAll(MappedText.rows(line));
            }
            assertThat(check.refused()).isZero();
        }
        Path expected = EXPECTED.resolve(source + ".txt");
        if (Boolean.getBoolean("sluice.sources.rewrite")) {
            Files.createDirectories(EXPECTED);
            Files.write(expected, rows);
        }
        assertThat(rows).containsExactlyElementsOf(Files.readAllLines(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
            activitypub → find you 🔪             → find you &#x1F52A;
            bluesky     → worthless piece of trash → worthless piece of trash
            csv         → you stupid pig           → you stupid pig
            csv         → "the old way"            → "the old way"
            activitypub → @dora You                → @<span>dora</span></a></span> You
            discord     → idiot                    → id__io__t
            discord     → fucking                  → f**u**cking
            discord     → :sword:                  → <:sword:1234567890123456789>
            bluesky     → 🌅 see                   → 🌅 see
            discourse   → complete idiots          → complete **idi**ots
            discourse   → larch & pine             → larch &amp; pine
            jsonl       → dumb bitch               → dumb bitch
            jsonl       → Really?                  → Really?
            lemmy       → brain-dead loser         → brain-dead **loser
            lemmy       → *twice*                  → *twice\\*
            mastodon    → pathetic idiot           → pathetic idi<b>ot
            mastodon    → Monday & stays           → Monday &amp; stays
            matrix      → filthy liar              → filthy <strong>liar
            matrix      → 🍅                       → &#127813;
            reddit      → retarded cow             → retar**ded cow
            reddit      → Roses & thorns           → Roses &amp; thorns
            slack       → useless fat cow          → useless fat cow
            slack       → nobody & nothing         → nobody &amp; nothing
            """)
    void aSpanIsQuotedAsItWasPosted(String source, String words, String posted) throws IOException {
        List<String> quoted = new ArrayList<>();
        for (Post post : posts(source)) {
            int at = post.getText().indexOf(words);
            if (at >= 0) {
                int start = post.getText().codePointCount(0, at);
                int end = start + words.codePointCount(0, words.length());
                quoted.addAll(Samples.quote(Originals.of(post), start, end));
            }
        }
        assertThat(quoted).contains(posted);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySpanOfEveryTextLiesInTheRecord(String source) throws IOException {
        for (Post post : posts(source)) {
            Originals originals = Originals.of(post);
            int length = post.getText().codePointCount(0, post.getText().length());
            for (int start = 0; start < length; start++) {
                Samples.requireQuoted(originals, post, start, start + 1);
                Samples.requireQuoted(originals, post, start, Math.min(length, start + 7));
            }
            assertThat(post.getEvent() == PostEvent.DELETED).isEqualTo(length == 0);
        }
    }

    private static List<Post> posts(String source) throws IOException {
        List<Post> posts = new ArrayList<>();
        try (SourceLines lines = Samples.lines(source)) {
            for (EventLines.Line line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof EventLines.Good good && good.value() instanceof PostLine.Posted posted) {
                    posts.add(posted.post());
                }
            }
        }
        return posts;
    }
}
