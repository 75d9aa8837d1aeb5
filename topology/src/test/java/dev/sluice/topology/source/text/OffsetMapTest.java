package dev.sluice.topology.source.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.source.text.OffsetMap.Stretch;
import java.util.List;
import java.util.Random;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeded: whatever is posted in whatever format, each character of the plain text is where the map says. */
class OffsetMapTest {
    private static final int TEXTS = 4_000;
    private static final List<String> PIECES = List.of(
            "word",
            "Ärger",
            "🔪",
            "👩‍👩‍👧",
            "a",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "é",
            "&amp;",
            "&lt;",
            "&gt;",
            "&#x1F52A;",
            "&#65;",
            "&notit;",
            "&nope",
            "&",
            "<",
            ">",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<br>",
            "<br/>",
            "<a href=\"https://x.example/?a=1&amp;b=2\">",
            "</a>",
            "<img alt='a &amp; b' src=x>",
            "<script>",
            "</script>",
            "<!-- note -->",
            "<mx-reply>",
            "</mx-reply>",
            "<pre>",
            "</pre>",
            "*",
            "**",
            "_",
            "__",
            "~~",
            "||",
            "`",
            "```\n",
            "# ",
            "- ",
            "> ",
            "1. ",
            "[",
            "](",
            ")",
            "![",
            "\\",
            "\\*",
            "<@U1>",
            "<@123>",
            "<https://x.example|here>",
            "<#C1|plans>",
            "<!here>",
            "<:cat:1234>",
            "<t:1793620800:t>",
            "\"",
            "'",
            "=",
            "\uFEFF",
            "\u00a0",
            "\u2028");

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void everyStretchOfThePlainTextIsWhereTheMapSays(TextFormat format) {
        Random random = new Random(17);
        for (int i = 0; i < TEXTS; i++) {
            String original = text(random, 1 + random.nextInt(24));
            check(original, format.extract(original));
        }
    }

    private static void check(String original, ExtractedText extracted) {
        int[] from = original.codePoints().toArray();
        int[] plain = extracted.text().codePoints().toArray();
        boolean[] covered = new boolean[plain.length];
        for (Run run : extracted.map().runs()) {
            assertThat(run.end()).as(escaped(original)).isLessThanOrEqualTo(plain.length);
            assertThat(run.fromEnd()).as(escaped(original)).isLessThanOrEqualTo(from.length);
            for (int k = 0; k < run.length(); k++) {
                covered[run.start() + k] = true;
                if (run.exact()) {
                    assertThat(plain[run.start() + k]).as(escaped(original)).isEqualTo(from[run.from() + k]);
                }
            }
        }
        for (int k = 0; k < plain.length; k++) {
            assertThat(covered[k] || plain[k] == '\n')
                    .as("%s of '%s'", k, original)
                    .isTrue();
        }
    }

    @Test
    void aSpanOfExactWordsIsTheSameWordsInTheOriginal() {
        Random random = new Random(29);
        for (int i = 0; i < TEXTS; i++) {
            String original = text(random, 1 + random.nextInt(24));
            ExtractedText extracted = TextFormat.HTML.extract(original);
            for (Run run : extracted.map().runs()) {
                if (run.exact()) {
                    int start = run.start() + random.nextInt(run.length());
                    int end = start + 1 + random.nextInt(run.end() - start);
                    Stretch found = extracted.map().original(start, end);
                    assertThat(found).isNotNull();
                    assertThat(slice(original, found.start(), found.end()))
                            .isEqualTo(slice(extracted.text(), start, end));
                }
            }
        }
    }

    @Test
    void wellFormedHtmlReadsAsABrowserLibraryReadsIt() {
        Random random = new Random(41);
        for (int i = 0; i < TEXTS; i++) {
            String html = element(random, 0);
            Document document = Jsoup.parseBodyFragment(html);
            document.select("script,style").remove();
            assertThat(squeezed(TextFormat.HTML.extract(html).text()))
                    .as(html)
                    .isEqualTo(squeezed(document.wholeText()));
        }
    }

    @Test
    void aSpanAcrossMarkupCoversTheMarkup() {
        String html = "<p>you are an <b>id</b>iot &amp; a fool</p>";
        ExtractedText extracted = TextFormat.HTML.extract(html);
        assertThat(extracted.text()).isEqualTo("you are an idiot & a fool");
        Stretch word = extracted.map().original(11, 16);
        assertThat(word).isNotNull();
        assertThat(html.substring(word.start(), word.end())).isEqualTo("id</b>iot");
        Stretch and = extracted.map().original(17, 18);
        assertThat(and).isNotNull();
        assertThat(html.substring(and.start(), and.end())).isEqualTo("&amp;");
    }

    @Test
    void aBreakBetweenParagraphsStandsForNothing() {
        ExtractedText extracted = TextFormat.HTML.extract("<p>one</p><p>two</p>");
        assertThat(extracted.text()).isEqualTo("one\n\ntwo");
        assertThat(extracted.map().original(3, 5)).isNull();
        assertThat(extracted.map().original(2, 6)).isEqualTo(new Stretch(5, 14));
    }

    @Test
    void aMapWithFewerRunsIsCoarserAndNeverWrong() {
        Random random = new Random(53);
        for (int i = 0; i < 500; i++) {
            ExtractedText extracted = TextFormat.HTML.extract(text(random, 60));
            OffsetMap fine = extracted.map();
            OffsetMap coarse = fine.atMost(3);
            int length = extracted.text().codePointCount(0, extracted.text().length());
            assertThat(coarse.runs()).hasSizeLessThanOrEqualTo(3);
            for (int start = 0; start < length; start++) {
                Stretch exact = fine.original(start, start + 1);
                Stretch rough = coarse.original(start, start + 1);
                if (exact != null) {
                    assertThat(rough).isNotNull();
                    assertThat(rough.start()).isLessThanOrEqualTo(exact.start());
                    assertThat(rough.end()).isGreaterThanOrEqualTo(exact.end());
                }
            }
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars()
                .forEach(c ->
                        escaped.append(c < 127 && c >= 32 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
        return escaped.toString();
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String element(Random random, int depth) {
        StringBuilder html = new StringBuilder();
        List<String> words = List.of(
                "one",
                "zwei ",
                "三",
                " four",
                "&eacute;",
                "&#128170;",
                "&amp;lt;",
                "fish &chips",
                "a < b",
                "\u00a0",
                "x&nbsp;y");
        for (int i = random.nextInt(5); i >= 0; i--) {
            String tag = List.of("div", "span", "b", "em", "blockquote", "li", "script")
                    .get(random.nextInt(7));
            if (depth > 4 || random.nextInt(3) == 0) {
                html.append(words.get(random.nextInt(words.size())));
            } else if (tag.equals("script")) {
                html.append("<script>if (a < b) { c(\"</b>\") }</script>");
            } else {
                html.append('<')
                        .append(tag)
                        .append(" class=\"a>b\" title='c'>")
                        .append(element(random, depth + 1))
                        .append("</")
                        .append(tag)
                        .append('>');
            }
        }
        return html.toString();
    }

    private static String squeezed(String text) {
        return text.replaceAll("[ \\n\\t\\r]+", "");
    }

    private static String slice(String text, int start, int end) {
        return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
    }
}
