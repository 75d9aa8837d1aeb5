package dev.sluice.topology.source.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.source.text.OffsetMap.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Text that was made to cost much or to lead the map astray. Work is counted, not timed. */
class HostileTextTest {
    private static final int LENGTH = 40_000;
    private static final int SEEDS = 200;

    /** Looks at a character, all passes taken together: a reference that is none may be looked at to its longest name. */
    private static final long LOOKS = 80;

    private static final List<String> BOMBS = List.of(
            "<",
            "<a",
            "<a ",
            "<a x=\"",
            "<a href='x",
            "<!--",
            "<!-- -",
            "</",
            "</ ",
            "<b>",
            "<div><p>",
            "<script>",
            "<script></scrip",
            "<mx-reply>",
            "<mx-reply></mx-reply>",
            "<img alt='&amp;'>",
            "<a href='&amp;&amp;'>",
            "&",
            "&amp",
            "&#",
            "&#1",
            "&#x1F600;",
            "&CounterClockwiseContourIntegra",
            " \t\n",
            "<br>",
            "<@",
            "<@U1|",
            "<!date^1^{x}|",
            "<#C|>",
            "|",
            "<:a:1",
            "<t:1",
            "**",
            "||",
            "__*",
            "\\",
            "\\*",
            "[",
            "![",
            "](",
            "[a](b)",
            "`",
            "``` ",
            "> ",
            "- ",
            "* a\n",
            "    x\n",
            "\u202E\u202D",
            "\u0301",
            "\uD83D\uDD2A",
            "e\u0301\u200D");

    static Stream<Arguments> bombs() {
        return BOMBS.stream().flatMap(bomb -> Stream.of(TextFormat.values()).map(format -> Arguments.of(format, bomb)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void theWorkGrowsWithTheLengthHoweverOftenAPieceIsRepeated(TextFormat format, String piece) {
        String text = piece.repeat(LENGTH / piece.length());
        for (String whole : List.of(text, text + ">", text + "-->", "<p>" + text + "</p>")) {
            ExtractedText extracted = format.extract(whole);
            assertThat(extracted.looked()).isLessThanOrEqualTo(LOOKS * whole.length());
            assertThat(extracted.map().atMost(OffsetMap.MAX_RUNS).runs()).hasSizeLessThanOrEqualTo(OffsetMap.MAX_RUNS);
        }
    }

    @Test
    void markdownThatItsParserWouldLookAtTooOftenIsTakenAsItIs() {
        String brackets = "[".repeat(60_000);
        assertThat(TextFormat.MARKDOWN.extract(brackets).text()).isEqualTo(brackets);
        String ordinary = "a [link](https://example.org) and `code` ".repeat(20);
        assertThat(TextFormat.MARKDOWN.extract(ordinary).text()).doesNotContain("](");
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void theMapLeadsBackIntoTheOriginalAndForward(TextFormat format) {
        Random random = new Random(20_261_123);
        for (int seed = 0; seed < SEEDS; seed++) {
            String original = text(random, 1 + random.nextInt(40));
            ExtractedText extracted = format.extract(original);
            int length = original.codePointCount(0, original.length());
            int plain = extracted.text().codePointCount(0, extracted.text().length());
            int from = 0;
            for (int at = 0; at < plain; at++) {
                Stretch stretch = extracted.map().original(at, at + 1);
                if (stretch != null) {
                    assertThat(stretch.start()).as(escaped(original)).isBetween(from, length - 1);
                    assertThat(stretch.end()).as(escaped(original)).isBetween(stretch.start() + 1, length);
                    from = stretch.start();
                }
            }
            Stretch whole = extracted.map().original(0, plain);
            assertThat(whole == null)
                    .isEqualTo(
                            extracted.text().isBlank() && extracted.map().runs().isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void aLongerSpanStandsForALongerStretch(TextFormat format) {
        Random random = new Random(7);
        for (int seed = 0; seed < SEEDS; seed++) {
            ExtractedText extracted = format.extract(text(random, 12));
            int plain = extracted.text().codePointCount(0, extracted.text().length());
            Stretch before = null;
            for (int end = 1; end <= plain; end++) {
                Stretch stretch = extracted.map().original(0, end);
                if (before != null) {
                    assertThat(stretch).isNotNull();
                    assertThat(stretch.start()).isLessThanOrEqualTo(before.start());
                    assertThat(stretch.end()).isGreaterThanOrEqualTo(before.end());
                }
                before = stretch;
            }
        }
    }

    @Test
    void aMarkThatTurnsTheDirectionOfTextIsKeptAndCounted() {
        String html = "<p>\u202Eabc\u202C &rlm;\u05D0</p>";
        ExtractedText extracted = TextFormat.HTML.extract(html);
        assertThat(extracted.text()).isEqualTo("\u202Eabc\u202C \u200F\u05D0");
        assertThat(extracted.map().original(6, 7)).isEqualTo(new Stretch(9, 14));
    }

    @Test
    void entitiesOfEntitiesAreReadOnce() {
        assertThat(TextFormat.HTML.extract("&amp;lt;b&amp;gt;").text()).isEqualTo("&lt;b&gt;");
        assertThat(TextFormat.SLACK.extract("&amp;lt;").text()).isEqualTo("&lt;");
    }

    private static String text(Random random, int pieces) {
        List<String> words = new ArrayList<>(BOMBS);
        words.addAll(List.of("word", " ", "idi<b>ot</b>", "&eacute;", "<p>x</p>", "x](y)", "🔪", "\n\n", "שלום"));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(words.get(random.nextInt(words.size())));
        }
        return text.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 127 && c >= 32 ? "" + (char) c : String.format("\\u%04x", c)));
        return escaped.toString();
    }
}
