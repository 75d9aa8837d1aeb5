package dev.sluice.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u001b", "\r", "\n", "\u0007", "\u007f", "\u009b", "\u202e", "\u2066", "\u2028", "\ud800"})
    void whatATerminalObeysIsReplaced(String obeyed) {
        assertThat(Printable.line("a" + obeyed + "b")).isEqualTo("a\uFFFDb");
    }

    @Test
    void wordsOfEveryScriptStayAsTheyAre() {
        String words = "naïve – 名誉 नहीं می\u200cخواهم 👩\u200d🚒";

        assertThat(Printable.line(words)).isEqualTo(words);
    }
}
