package dev.sluice.app.export.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.source.text.ExtractedText;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.Run;
import dev.sluice.topology.source.text.TextFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private final Redactor redactor = Redactor.masking("member-4711");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to a.b+c@mail.example now | write to [e-mail 1] now",
                "m\u00FCller@b\u00FCcher.example | [e-mail 1]",
                "ring 020 7946 0123 or +44 20 7946 0999 | ring [telephone 1] or [telephone 2]",
                "(555) 010-0199! | [telephone 1]!",
                "see https://user:pw@host.example:8443/u/orla?x=1#y ok | see [link 1 to host.example] ok",
                "www.site.example/p | [link 1 to www.site.example]",
                "@orla and @Orla and @sam | [member 1] and [member 1] and [member 2]",
                "@orla@social.example said | [member 1] said",
                "member-4711 again | [author] again",
                "on 2026-11-01 and 1/2/2026 | on 2026-11-01 and 1/2/2026",
                "took 12,000 pounds in 2019 | took 12,000 pounds in 2019",
                "Orla Quillfeather stole it | Orla Quillfeather stole it",
            })
    void masksAddressesByTheirForm(String text, String shown) {
        assertThat(redactor.words("w", text).shown()).isEqualTo(shown);
    }

    @Test
    void masksAreListedByTheirPlaceInTheOriginalText() {
        MaskedText ignored = redactor.words("post: text", "\uD83D\uDE21 a@b.example!");
        assertThat(ignored.shown()).isEqualTo("\uD83D\uDE21 [e-mail 1]!");
        assertThat(redactor.redactions()).containsExactly(new Redaction("post: text", Redaction.Kind.EMAIL, 2, 13));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<p>id<b>iot</b> &amp; more</p> | <p>id<b>iot</b> &amp; more</p>",
                "ask orla<b>.q@mail</b>.example! | ask [e-mail 1]!",
                "ask orla.q&#64;mail.example! | ask [e-mail 1]!",
                "@<span>orla</span> said | [member 1]</span> said",
                "ring 020 <i>7946</i> 0123 now | ring [telephone 1] now",
                "<a href='https://host.example/u/orla'>here</a> | [markup masked]here</a>",
                "<p title='Orla'>so</p> | [markup masked]so</p>",
                "so<!-- orla@mail.example --> | so[markup masked]",
                "so<script>orla()</script> | so[markup masked]",
                "so<orla>far | so[markup masked]far",
                "member<b>-4711</b> again | [author]</b> again",
            })
    void showsOfMarkedUpWordsWhatThePlainTextShows(String original, String shown) {
        ExtractedText extracted = TextFormat.HTML.extract(original);
        MaskedText text = redactor.words("w", extracted.text());
        assertThat(redactor.original("o", original, extracted.map(), text).shown())
                .isEqualTo(shown);
    }

    @Test
    void masksOfMarkedUpWordsAreListedByTheirPlaceThere() {
        OffsetMap map = new OffsetMap(List.of(new Run(0, 1, 3, 1, true)));
        MaskedText ignored = redactor.original("o", "<x>a<y>", map, redactor.words("w", "a"));
        assertThat(redactor.redactions())
                .containsExactly(
                        new Redaction("o", Redaction.Kind.MARKUP, 0, 3),
                        new Redaction("o", Redaction.Kind.MARKUP, 4, 7));
    }

    @Test
    void mapThatLeadsToOtherWordsShowsNoneOfThem() {
        OffsetMap map = new OffsetMap(List.of(new Run(0, 6, 0, 6, true), new Run(6, 3, 6, 3, true)));
        assertThat(redactor.original("o", "secret so", map, redactor.words("w", "words. so"))
                        .shown())
                .isEqualTo("[markup masked] so");
    }

    @Test
    void offMasksNothing() {
        Redactor off = Redactor.off();
        assertThat(off.words("w", "a@b.example").shown()).isEqualTo("a@b.example");
        assertThat(off.member("w", "m")).isEqualTo("m");
        assertThat(off.redactions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"@", "a@", "0 ", "https://", "a@b.", "((((0"})
    void longTextsOfOneKindAreMaskedToTheirEnd(String part) {
        String text = part.repeat(200_000 / part.length());
        MaskedText masked = redactor.words("w", text);
        assertThat(masked.pieces().getLast().origin().end()).isEqualTo(text.length());
    }

    @Test
    void textIsNotInToString() {
        assertThat(redactor.words("w", "secret words").toString()).doesNotContain("secret");
        assertThat(redactor.words("w", "secret words").pieces().toString()).doesNotContain("secret");
    }
}
