package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTableTest {
    private static final String SOUND = """
            schedule: test
            version: "1.0.0"
            otherwise:
              keep: P6Y
              onErasure: keep
              basis: why
              source: where
            categories:
              - category: DEFAMATION
                keep: P3Y
                onErasure: delete
                basis: why
                source: where
            """;

    @TempDir
    Path folder;

    @Test
    void theShippedTableHasARuleWithASourceForEveryCategory() {
        Path home = Path.of(System.getProperty("sluice.home", ".."));
        RetentionTable table = RetentionTable.load(home.resolve("policies/legal/retention.yaml"));
        assertThat(table.categories()).containsKeys("DEFAMATION", "THREAT_TO_LIFE", "TERRORIST_CONTENT", "CSEA");
        assertThat(table.categories().get("TERRORIST_CONTENT").keep()).isEqualTo(Period.ofMonths(6));
        assertThat(table.categories().values()).allSatisfy(rule -> {
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.deletesOnErasure()).isFalse();
        });
        assertThat(table.otherwise().keep()).isEqualTo(Period.ofYears(6));
        assertThat(table.sha256()).hasSize(64);
    }

    /** Evidence is kept to the later of both; where they are apart, one of the files says less than is done. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEFAMATION",
                "HATE_INCITEMENT",
                "THREAT_TO_LIFE",
                "TERRORIST_CONTENT",
                "HARASSMENT",
                "COURT_REPORTING",
                "PRIVACY",
                "CSEA"
            })
    void theShippedTableKeepsNothingShorterThanTheShippedRoutesAsk(String category) {
        Path policies = Path.of(System.getProperty("sluice.home", "..")).resolve("policies");
        RetentionTable table = RetentionTable.load(policies.resolve("legal/retention.yaml"));
        Period kept =
                table.categories().getOrDefault(category, table.otherwise()).keep();
        LegalRoutes routes = LegalRoutes.shipped();
        for (String jurisdiction : List.of("GB-EAW", "IE", "DE", "EU-FR", "US-CA", "JP")) {
            LegalRoute route = routes.of(category, jurisdiction).route();
            if (route.category().equals(category)) {
                LocalDate day = LocalDate.of(2026, 11, 23);
                assertThat(day.plus(kept))
                        .as("%s in %s, %s", category, jurisdiction, route.retention())
                        .isAfterOrEqualTo(day.plus(route.retention().period()));
            }
        }
    }

    @Test
    void aRuleIsReadAsItStands() throws IOException {
        RetentionTable.Rule rule = load(SOUND).categories().get("DEFAMATION");
        assertThat(rule).isEqualTo(new RetentionTable.Rule(Period.ofYears(3), true, "why", "where"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    keep: P3Y           | keep: 3 years       | 10: key 'keep' of category 'DEFAMATION' is '3 years'; allowed: a period
                    keep: P3Y           | keep: P0D           | 10: key 'keep' of category 'DEFAMATION' is 'P0D'; allowed: a period
                    keep: P3Y           | keep: P101Y         | 10: key 'keep' of category 'DEFAMATION' is 'P101Y'; allowed: a period
                    keep: P6Y           | keep: PT6H          | 4: key 'keep' of otherwise is 'PT6H'; allowed: a period
                    onErasure: delete   | onErasure: perhaps  | 11: key 'onErasure' of category 'DEFAMATION' is 'perhaps'; allowed: keep, delete
                    category: DEFAMATION| category: libel     | 9: key 'category' of a category is 'libel'; allowed: a legal category
                    schedule: test      | scheduled: test     | 1: key 'scheduled' is unknown in retention; allowed: schedule, version
                    version: "1.0.0"    | version: 1          | 2: key 'version' of retention
                    """)
    void whatIsNotKnownIsAnErrorAtItsLine(String sound, String wrong, String message) throws IOException {
        String text = SOUND.replace(sound.strip(), wrong.strip());
        assertThat(text).isNotEqualTo(SOUND);
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("retention.yaml:" + message.strip());
    }

    @Test
    void aCategoryIsNamedOnce() {
        String text = SOUND + SOUND.substring(SOUND.indexOf("  - category"));
        assertThatThrownBy(() -> load(text)).hasMessageContaining("category 'DEFAMATION' is named twice");
    }

    private RetentionTable load(String text) throws IOException {
        return RetentionTable.load(Files.writeString(folder.resolve("retention.yaml"), text));
    }
}
