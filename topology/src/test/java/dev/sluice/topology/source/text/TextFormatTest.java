package dev.sluice.topology.source.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '→', ignoreLeadingAndTrailingWhitespace = true, textBlock = """
                    html     → you <b>id</b>iot                                         → you idiot
                    html     → a&nbsp;b &hellip; &#x80; &notit; &amp;lt; R&D &#0;       → a b … € ¬it; &lt; R&D �
                    html     → one<br>two<br/><br>three                                 → one|two||three
                    html     → <ul><li>a</li><li>b</li></ul>c                           → a|b|c
                    html     → <style>p{}</style>x<script>y</script>z<!-- w -->         → xz
                    html     → <mx-reply><blockquote>old</blockquote></mx-reply>new     → new
                    html     → <IMG alt="shame on you" src=x> <img alt=tag>             → shame on you tag
                    html     → 1 < 2 and 3 > 2 </ > <3                                  → 1 < 2 and 3 > 2 <3
                    html     → lost <b unclosed and read                                → lost <b unclosed and read
                    html     → <textarea>a</textarea><title>b</title>                   → ab
                    markdown → you **id**iot                                            → you idiot
                    markdown → # Head|text with `code` and \\*stars\\* &amp; more       → Head||text with code and *stars* & more
                    markdown → [link](https://x.example "t") ![pic](y.png)              → link pic
                    markdown → a||    code||b                                           → a||code||b
                    markdown → > quoted|> more||answer                                  → quoted|more||answer
                    markdown → a <b>bold</b> word <https://x.example/a\\*b>             → a bold word https://x.example/a\\*b
                    slack    → <@U1|ann> see <https://x.example/?a&amp;b|the page> &lt;3  → @ann see the page <3
                    slack    → <#C1> <!channel> <!date^1^{date}^https://x|today> a < b  → #C1 @channel today a < b
                    discord  → <@123> <@!45> <#6> <@&7> <a:dance:12345>                 → @123 @45 #6 @7 :dance:
                    discord  → i**d**i__o__t ||hid|| \\*no\\* 2 ** 3                    → idiot hid *no* 2 ** 3
                    """)
    void readsWhatAReaderReads(String format, String original, String plain) {
        ExtractedText extracted = TextFormat.of(format).extract(lines(original, format));
        assertThat(extracted.text().replace('\n', '|').replace('\u00a0', ' ')).isEqualTo(plain);
    }

    /** A bar stands for a line break, in formats that have no bars of their own. */
    private static String lines(String original, String format) {
        return format.equals("markdown") ? original.replace('|', '\n') : original;
    }

    @Test
    void linksAndMentionsAreTold() {
        ExtractedText html =
                TextFormat.HTML.extract("<a href='https://x.example/?a=1&amp;b=2'>here</a> <a href=/y>there</a>");
        assertThat(html.links()).containsExactly("https://x.example/?a=1&b=2", "/y");
        ExtractedText slack = TextFormat.SLACK.extract("<@U7> read <https://x.example>");
        assertThat(slack.mentions()).containsExactly("U7");
        assertThat(slack.links()).containsExactly("https://x.example");
        assertThat(TextFormat.MARKDOWN.extract("[a](https://z.example)").links())
                .containsExactly("https://z.example");
    }

    @Test
    void facetsCountBytesAndThoseOutsideOfTheTextArePassedOver() {
        String text = "☀ gil.example see x…";
        ExtractedText extracted = Facet.extract(
                text,
                List.of(
                        new Facet(4, 15, null, "did:plc:gil"),
                        new Facet(20, 24, "https://x.example/long", null),
                        new Facet(20, 400, "https://evil.example", null),
                        new Facet(-1, 2, null, "did:plc:none"),
                        new Facet(9, 9, null, "did:plc:none")));
        assertThat(extracted.text()).isEqualTo(text);
        assertThat(extracted.mentions()).containsExactly("did:plc:gil");
        assertThat(extracted.links()).containsExactly("https://x.example/long");
    }

    @Test
    void whatIsLeftOutIsCounted() {
        assertThat(TextFormat.HTML.extract("a<script>12345</script>").leftOut()).isEqualTo(5);
        assertThat(TextFormat.HTML.extract("a<mx-reply>12<b>3</b></mx-reply>").leftOut())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(TextFormat.class)
    void bombsAreReadInOnePass(TextFormat format) {
        for (String bomb : List.of(
                "<b>",
                "<b ",
                "<",
                "&",
                "&amp;",
                "<!--",
                "</",
                "<script>",
                "<mx-reply>",
                "<a href=\"",
                "[",
                "![](",
                "*a_",
                "> ",
                "- ",
                "`",
                "\\",
                "**",
                "||",
                "<@",
                "<img alt='",
                "]]>",
                "\u0000",
                "🔪")) {
            String text = bomb.repeat((1 << 19) / bomb.length());
            ExtractedText extracted = format.extract(text);
            assertThat(extracted.map().atMost(OffsetMap.MAX_RUNS).runs()).hasSizeLessThanOrEqualTo(OffsetMap.MAX_RUNS);
        }
    }

    @Test
    void tenMegabytesOfHtmlAreRead() {
        String bomb = "<div><b title='x'>a&amp;".repeat((10 << 20) / 23);
        assertThat(TextFormat.HTML.extract(bomb).text()).startsWith("a&").endsWith("a&");
    }

    @Test
    void markdownUpToItsBoundIsReadWhateverItsNesting() {
        for (String bomb : List.of(
                "> ", "- ", "* ", "[", "![", "*a", "**x_", "`", "``x", "<", "&", "\\", "1. ", "[a](", "<b>", "||",
                "\n> ")) {
            String text = bomb.repeat(MarkdownText.MAX_LENGTH / bomb.length());
            assertThat(TextFormat.MARKDOWN.extract(text).map()).isNotNull();
        }
    }

    @Test
    void markdownBeyondItsBoundIsTakenAsItIs() {
        String text = "**a** ".repeat(MarkdownText.MAX_LENGTH / 6 + 1);
        assertThat(TextFormat.MARKDOWN.extract(text).text()).isEqualTo(text);
    }

    @Test
    void anUnknownFormatNamesThoseThatThereAre() {
        assertThatThrownBy(() -> TextFormat.of("bbcode"))
                .hasMessage("text format 'bbcode'; allowed: plain, html, markdown, slack, discord, facets");
    }

    @Test
    void nothingPrintsTheText() {
        assertThat(TextFormat.PLAIN.extract("secret words")).hasToString("ExtractedText[12 characters, 1 runs]");
    }
}
