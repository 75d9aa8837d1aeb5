package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a suspicion is told is data: strict, with a source for each authority and examples that run. */
class LegalAuthoritiesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies");

    private static String text() throws IOException {
        return Files.readString(SHIPPED.resolve("legal").resolve("authorities.yaml"));
    }

    @Test
    void theShippedOnesAreSoundAndHaveSources() {
        LegalAuthorities authorities = LegalAuthorities.load(SHIPPED);

        assertThat(authorities.authority("de.bka").firstAsked()).containsExactly("threatCase", "fieldOfCrime");
        assertThat(authorities.authority("eu.europol").source()).contains("18(2)");
        assertThat(authorities.version()).isEqualTo("1.0.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSEA", "csea", "CSAM", "CSEA_GROOMING", "child-sexual-abuse"})
    void childAbuseNeverGoesThisWay(String category) {
        assertThat(LegalAuthorities.load(SHIPPED).instead(category)).contains("NCMEC", "National Crime Agency");
    }

    @Test
    void threatsToLifeDo() {
        assertThat(LegalAuthorities.load(SHIPPED).instead("THREAT_TO_LIFE")).isNull();
    }

    @Test
    void anUnknownAuthorityIsToldWithThoseThatThereAre() {
        assertThatThrownBy(() -> LegalAuthorities.load(SHIPPED).authority("fr.police"))
                .hasMessage("authority 'fr.police' is not in legal/authorities.yaml; allowed: de.bka, eu.europol");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        version: "1.0.0"          | versoin: "1.0.0"         | key 'versoin' is unknown
        zone: Europe/Berlin       | zone: Europe/Bielefeld   | 'zone' of authority 'de.bka' is
        memberState: DE           | memberState: Germany     | 'memberState' of authority 'de.bka' is
        id: eu.europol            | id: de.bka               | authority 'de.bka' is there twice
        [CSEA, CSAM,              | [CSAM,                   | 'never' does not name CSEA
        concerned: FR, paragraph: none | concerned: FR, paragraph: "18(1)" | expects 18(1); it comes to none
        {authority: eu.europol, paragraph | {authority: eu.eurpol, paragraph | authority 'eu.eurpol' is not in
        """)
    void aMistakeIsToldWithItsLine(String from, String to, String message) throws IOException {
        assertThat(text()).contains(from);
        assertThatThrownBy(() -> LegalAuthorities.parse(
                        "authorities.yaml",
                        text().replaceFirst(
                                        java.util.regex.Pattern.quote(from),
                                        java.util.regex.Matcher.quoteReplacement(to))))
                .isInstanceOf(PolicyException.class)
                .hasMessageMatching("(?s)authorities.yaml:\\d+: .*")
                .hasMessageContaining(message);
    }
}
