package dev.sluice.app.export.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownTest {
    @Test
    void wordsOfStrangersAreNoMarkup() {
        Page page = new Page.Builder()
                .heading(1, "Title")
                .quote(List.of(new Inline.Plain("# <script>\n[x](y) | `z` ![p](q)\u202E")))
                .facts(Map.of("name", "a | b\nc"))
                .build("t", "footer");
        assertThat(Markdown.of(page)).isEqualTo("""
                        # Title

                        > \\# \\<script\\> \s
                        > \\[x\\](y) \\| \\`z\\` \\!\\[p\\](q)\\[U\\+202E\\]

                        |  |  |
                        | --- | --- |
                        | name | a \\| b<br>c |

                        ---

                        footer
                        """);
    }
}
