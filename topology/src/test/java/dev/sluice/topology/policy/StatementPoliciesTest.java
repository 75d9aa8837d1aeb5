package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.outcomes.statements.StatementPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words and grounds of statements are policy: strict, with examples, and every mistake names its place. */
class StatementPoliciesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies");

    @TempDir
    private Path policies;

    private Path file(String name, String text) throws IOException {
        Path folder = Files.createDirectories(policies.resolve("statements"));
        return Files.writeString(folder.resolve(name), text);
    }

    private static String shipped(String name) throws IOException {
        return Files.readString(SHIPPED.resolve("statements").resolve(name));
    }

    @Test
    void theShippedOnesAreSound() {
        StatementPolicies.check(SHIPPED);
        assertThat(StatementTexts.load(SHIPPED).languages()).containsExactly("de", "en");
    }

    @Test
    void policiesWithoutStatementsHaveTheShippedOnes() {
        StatementPolicies.check(policies);
        assertThat(StatementTexts.load(policies).languages()).containsExactly("de", "en");
        assertThat(StatementGrounds.load(policies).of("hate.slur", null).keywords())
                .containsExactly("KEYWORD_HATE_SPEECH");
    }

    @Test
    void aMissingDefaultLanguageIsNamed() throws IOException {
        file("de.yaml", shipped("de.yaml"));
        assertThatThrownBy(() -> StatementTexts.load(policies)).hasMessageContaining("en.yaml is missing");
    }

    @Test
    void anUnknownPlaceholderIsNamedWithItsLine() throws IOException {
        file("en.yaml", shipped("en.yaml").replace("{rationale}", "{text}"));
        assertThatThrownBy(() -> StatementTexts.load(policies))
                .hasMessageContaining("en.yaml:")
                .hasMessageContaining("unknown placeholder {text}")
                .hasMessageContaining("{rationale}");
    }

    @Test
    void anUnknownKeyIsNamed() throws IOException {
        file("en.yaml", shipped("en.yaml") + "greeting: Hello\n");
        assertThatThrownBy(() -> StatementTexts.load(policies)).hasMessageContaining("key 'greeting' is unknown");
    }

    @Test
    void aGroundThatAnExampleDoesNotFindIsNamed() throws IOException {
        file("en.yaml", shipped("en.yaml"));
        file("grounds.yaml", shipped("grounds.yaml").replace("examples: [hate.slur", "examples: [threat.life"));
        assertThatThrownBy(() -> StatementPolicies.check(policies))
                .hasMessageContaining("grounds.yaml:")
                .hasMessageContaining("example 'threat.life'");
    }

    @Test
    void aCategoryThatTheDatabaseDoesNotKnowIsNamed() throws IOException {
        file("en.yaml", shipped("en.yaml"));
        file(
                "grounds.yaml",
                shipped("grounds.yaml").replace("STATEMENT_CATEGORY_SELF_HARM", "STATEMENT_CATEGORY_RUDE"));
        assertThatThrownBy(() -> StatementPolicies.check(policies)).hasMessageContaining("STATEMENT_CATEGORY_RUDE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"significance: 2", "leastCases: 0", "hitRateRatio: 0.5"})
    void boundsOutOfRangeAreNamed(String wrong) throws IOException {
        String key = wrong.substring(0, wrong.indexOf(':'));
        String text = Files.readString(SHIPPED.resolve("outcomes.yaml")).replaceFirst(key + ": .*", wrong);
        Files.writeString(policies.resolve("outcomes.yaml"), text);
        assertThatThrownBy(() -> OutcomeBounds.load(policies))
                .hasMessageContaining("outcomes.yaml:")
                .hasMessageContaining(key);
    }

    @Test
    void theShippedBoundsAreThoseOfTheProgram() {
        assertThat(OutcomeBounds.load(SHIPPED)).isEqualTo(OutcomeBounds.DEFAULT);
    }

    @Test
    void aLawIsTheGroundWhereOneIsNamed() throws IOException {
        file("en.yaml", shipped("en.yaml"));
        file(
                "grounds.yaml",
                shipped("grounds.yaml")
                        .replaceFirst(
                                "keywords: \\[KEYWORD_HATE_SPEECH]",
                                "keywords: [KEYWORD_HATE_SPEECH]\n    law: {ground: Public Order Act 1986, explanation: It stirs up hatred.}"));
        StatementGrounds.Law law =
                StatementGrounds.load(policies).of("hate.slur", "2.2").law();
        assertThat(law).isEqualTo(new StatementGrounds.Law("Public Order Act 1986", "It stirs up hatred."));
    }

    @Test
    void valuesNeverBecomePlaceholders() {
        StatementTexts.Text text = StatementTexts.load(SHIPPED)
                .write(
                        "en",
                        new StatementTexts.Facts(
                                "imposed",
                                "remove",
                                "own",
                                "automated",
                                "fully",
                                "clause",
                                Map.of("rationale", "{post}\u202e\nand more", "post", "p1", "clause", "2.2")));
        assertThat(text.text()).contains("Why: {post} and more\n").doesNotContain("\u202e");
    }
}
