package dev.sluice.classifiers.evasion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import dev.sluice.classifiers.text.PhraseTrie;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisguisesTest {
    private static final String TEXT = "You complete clown, nobody wants your worthless drivel around here";
    private static final List<Span> TELLING = List.of(new Span(13, 18), new Span(38, 47));

    @ParameterizedTest
    @EnumSource(Disguise.class)
    void aVariantDiffersAndTheSeedFixesIt(Disguise disguise) {
        String variant = new Disguises(1).vary(TEXT, disguise, TELLING);

        assertThat(variant).isNotEqualTo(TEXT).isEqualTo(new Disguises(1).vary(TEXT, disguise, TELLING));
    }

    @ParameterizedTest
    @EnumSource(Disguise.class)
    void whatIsNotTellingStaysAsItWas(Disguise disguise) {
        String variant = new Disguises(1).vary(TEXT, disguise, TELLING);

        assertThat(variant).startsWith("You ").contains("nobody wants your").endsWith("around here");
    }

    @ParameterizedTest
    @EnumSource(Disguise.class)
    void foldingUndoesWhatItShouldAndSpansStayInsideTheText(Disguise disguise) {
        Folder folder = new Folder();
        List<String> words = List.of("complete", "clown", "worthless", "drivel");
        PhraseTrie lexicon = new PhraseTrie();
        for (int word = 0; word < words.size(); word++) {
            lexicon.add(folder.fold(words.get(word)), word);
        }
        int undone = 0;
        for (int seed = 0; seed < 50; seed++) {
            String variant = new Disguises(seed).vary(TEXT, disguise, TELLING);
            FoldedText text = folder.fold(variant);
            Set<Long> found = new HashSet<>();
            for (int token = 0; token < text.tokenCount; token++) {
                Span span = text.tokenSpan(token, token);
                assertThat(span.end()).isLessThanOrEqualTo(variant.codePointCount(0, variant.length()));
                found.add(lexicon.longest(text, token, (any, value) -> true));
            }
            found.remove(-1L);
            undone += found.size() == words.size() ? 1 : 0;
        }
        if (disguise.undone()) {
            assertThat(undone).isGreaterThanOrEqualTo(45);
        } else {
            assertThat(undone).isZero();
        }
    }

    @Test
    void withoutTellingPartsWordsAreDrawn() {
        assertThat(new Disguises(3).vary("plain words only here", Disguise.ZERO_WIDTH, List.of()))
                .isNotEqualTo("plain words only here");
    }

    @Test
    void namesAddressesAndShortWordsAreLeftAlone() {
        String text = "@somebody see https://example.org/page #topic to it";

        assertThat(new Disguises(3).vary(text, Disguise.LEET, List.of())).isEqualTo(text);
    }
}
