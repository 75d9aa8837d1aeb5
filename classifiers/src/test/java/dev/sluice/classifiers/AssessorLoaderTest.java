package dev.sluice.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessorLoaderTest {
    @TempDir
    private Path policies;

    @BeforeEach
    void writePolicies() throws IOException {
        Files.createDirectories(policies.resolve("lexicons"));
        Files.createDirectories(policies.resolve("rules"));
        Files.writeString(
                policies.resolve("lexicons/made.tsv"),
                "#lexicon made\n#version 1.0.0\n#language en\nphrase\tcategory\tweight\ttags\tnote\n"
                        + "grumblefish\tinsult\t5\tmade-up\tAn invented insult.\n");
        Files.writeString(policies.resolve("rules/made.yaml"), """
                pack: made
                version: "1.0.0"
                groups: {}
                rules: []
                """);
    }

    @Test
    void lexiconsRulesAndShippedModelsWorkTogether() {
        Assessor assessor = AssessorLoader.load(policies);

        Assessment assessment = assessor.assess("you are a grumblefish and everybody here knows it");

        Set<String> detectors = new TreeSet<>();
        assessment.findings().forEach(finding -> detectors.add(finding.detector()));
        assertThat(detectors).contains("lexicon");
        assertThat(assessment.language().code()).isEqualTo("en");
        assertThat(assessment.risk().insult())
                .isGreaterThan(assessor.assess("you are a gardener and everybody here knows it")
                        .risk()
                        .insult());
        assertThat(assessor.rules()).matches("[0-9a-f]{8}");
        assertThat(assessor.models()).matches("1\\.0\\.0\\+[0-9a-f]{8}");
    }

    @Test
    void mostOrdinaryPostsAreBelowTheFirstGate() {
        Assessor assessor = AssessorLoader.load(policies);

        assertThat(List.of(
                                "The train to the coast leaves at nine, shall we meet at the station?",
                                "Has anybody tried the new bakery by the church? Their rye bread is lovely.",
                                "Thanks, that fixed it. I had the wrong driver installed.",
                                "We lost two nil but the second half was much better.",
                                "Could somebody explain how the council tax bands work?",
                                "My daughter starts school on Monday and I am more nervous than she is.",
                                "I disagree with the article, but the point about rents is fair.",
                                "Does this plant need full sun or will a north window do?",
                                "Happy birthday! Hope you have a great day with the family.",
                                "The update broke my printer again, so annoying.")
                        .stream()
                        .filter(post -> assessor.assess(post).risk().highest() < 0.25f))
                .hasSizeGreaterThanOrEqualTo(8);
    }

    @Test
    void aPlainInsultIsMoreLikelyAbuseThanNot() {
        assertThat(AssessorLoader.load(policies)
                        .assess("you are a stupid pathetic idiot, nobody likes you")
                        .risk()
                        .abuse())
                .isGreaterThan(0.5f);
    }

    @Test
    void linearIsUnavailableInALanguageWithoutModel() {
        assertThat(AssessorLoader.load(policies)
                        .assess("c'est une belle journée pour une promenade", "fr")
                        .findings())
                .anySatisfy(finding -> {
                    assertThat(finding).isInstanceOf(Finding.Unavailable.class);
                    assertThat(finding.detector()).isEqualTo("linear");
                });
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> AssessorLoader.load(policies.resolve("none")))
                .hasMessageContaining("none")
                .hasMessageContaining("lexicons: is no folder");
    }

    @Test
    void aWrongLineOfALexiconIsNamed() throws IOException {
        Files.writeString(
                policies.resolve("lexicons/wrong.tsv"),
                "#lexicon wrong\n#version 1.0.0\n#language en\nphrase\tcategory\tweight\ttags\tnote\nword\trude\t5\t\t\n");

        assertThatThrownBy(() -> AssessorLoader.load(policies))
                .hasMessageContaining("wrong.tsv:5")
                .hasMessageContaining("rude");
    }
}
