package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Urgency;
import dev.sluice.topology.policy.LegalRoutes.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every category in every place has a route; a table that is wrong is refused at its line. */
class LegalRoutesTest {
    private static final Path POLICIES = Path.of(System.getProperty("sluice.home"), "policies");

    private static final String LAST = """
            jurisdiction: "*"
            name: Any
            version: "1.0.0"
            routes:
              - category: "*"
                regime: {name: None, sources: []}
                retention: {period: P1Y, basis: A choice}
                urgency: ROUTINE
                requestedAction: Decide.
            """;

    private final LegalRoutes shipped = LegalRoutes.load(POLICIES);

    @ParameterizedTest
    @CsvSource({
        "DEFAMATION, GB-EAW, GB-EAW",
        "THREAT_TO_LIFE, DE, DE",
        "DEFAMATION, DE, EU",
        "PRIVACY, DE, *",
        "DEFAMATION, IE, IE",
        "TERRORIST_CONTENT, IE, EU",
        "THREAT_TO_LIFE, FR, EU",
        "THREAT_TO_LIFE, EU-FR, EU",
        "THREAT_TO_LIFE, EU-DE, DE",
        "DEFAMATION, US-CA, US",
        "PRIVACY, US-CA, *",
        "DEFAMATION, GB-SCT, *",
        "DEFAMATION, ZZ, *",
        "NEVER_HEARD_OF, GB-EAW, *"
    })
    void isFoundInThePlacesOwnTableElseInOneThatCoversItElseInTheLast(
            String category, String jurisdiction, String table) {
        Found found = shipped.of(category, jurisdiction);
        assertThat(found.table()).isEqualTo(table);
        assertThat(found.jurisdiction()).isEqualTo(jurisdiction);
        assertThat(found.note() == null).isEqualTo(table.equals(jurisdiction));
    }

    @Test
    void anUnknownPlaceSaysSo() {
        assertThat(shipped.of("DEFAMATION", "ZZ").note())
                .isEqualTo(
                        "No table names jurisdiction ZZ: a lawyer must say which law applies. No table names category"
                                + " DEFAMATION there.");
        assertThat(shipped.of("DEFAMATION", "UK").note()).contains("say GB-EAW, GB-SCT or GB-NIR");
        assertThat(shipped.of("THREAT_TO_LIFE", "ZZ").route().urgency()).isEqualTo(Urgency.THREAT_TO_LIFE);
    }

    @Test
    void theMostUrgentComesFirstWhateverTheOrder() {
        assertThat(shipped.of("TERRORIST_CONTENT", List.of("GB-EAW", "DE", "DE", "IE")))
                .extracting(Found::jurisdiction)
                .containsExactly("DE", "IE", "GB-EAW");
        assertThat(LegalRoutes.mostUrgent(Urgency.STATUTORY_CLOCK, Urgency.THREAT_TO_LIFE))
                .isEqualTo(Urgency.THREAT_TO_LIFE);
        assertThat(LegalRoutes.mostUrgent(Urgency.STATUTORY_CLOCK, Urgency.ROUTINE))
                .isEqualTo(Urgency.STATUTORY_CLOCK);
    }

    @Test
    void whatShipsInTheJarIsWhatIsInTheFolder(@TempDir Path empty) {
        LegalRoutes packed = LegalRoutes.load(empty);
        for (String place : List.of("GB-EAW", "IE", "DE", "EU", "US", "ZZ")) {
            for (String category : List.of("DEFAMATION", "THREAT_TO_LIFE", "CSEA", "HATE_INCITEMENT", "OTHER")) {
                assertThat(packed.of(category, place)).isEqualTo(shipped.of(category, place));
            }
        }
    }

    @Test
    void everyShippedFactSaysHowFarItWasChecked() {
        assertThat(shipped.of("HATE_INCITEMENT", "GB-EAW").route().regime().sources())
                .anySatisfy(source -> assertThat(source.toString()).endsWith("29JA (not checked)"))
                .anySatisfy(source -> assertThat(source.toString()).endsWith("s.18 (read in the text)"));
        assertThat(shipped.of("DEFAMATION", "GB-EAW")
                        .route()
                        .clocks()
                        .getFirst()
                        .within()
                        .table())
                .isEqualTo("gb-eaw@1.0.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "urgency: ROUTINE | urgency: SOON | test.yaml:8: key 'urgency' of legal route 'X' is 'SOON'; allowed: ROUTINE, STATUTORY_CLOCK, THREAT_TO_LIFE",
                "urgency: ROUTINE | urgent: yes | test.yaml:8: key 'urgent' is unknown in a legal route",
                "period: P1Y | period: PT1H | test.yaml:7: key 'period' of retention of legal route 'X' is 'PT1H'; allowed: an ISO 8601 period",
                "period: P1Y | period: P-1Y | test.yaml:7: key 'period' of retention of legal route 'X' is 'P-1Y'; allowed: an ISO 8601 period",
                "version: '1.0.0' | version: '1' | test.yaml:3: key 'version'",
                "category: X | category: x y | test.yaml:5: key 'category' of a legal route is 'x y'",
                "jurisdiction: FR | jurisdiction: France | test.yaml:1: key 'jurisdiction' of a table of legal routes is 'France'",
                "name: France | fallsBackTo: QQ | test.yaml:1: key 'name' is missing",
                "sources: [] | sources: [{text: t, checked: maybe}] | test.yaml:6: key 'checked' of a source of regime of legal route 'X' is 'maybe'; allowed: none, operator, secondary, text",
            })
    void aMistakeIsNamedWithItsLine(String right, String wrong, String message) {
        assertThatThrownBy(() -> parse(table().replace(right.strip(), wrong.strip())))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(message.strip());
    }

    @Test
    void aClockNeedsOnePeriodAndAKnownCalendar() {
        String clocks = "    clocks: [{name: n, basis: b, checked: text, starts: notice, within: %s}]\n";
        assertThatThrownBy(() -> parse(table() + clocks.formatted("{}")))
                .hasMessageStartingWith("test.yaml:10: within has the keys none; allowed: elapsed, or calendarDays");
        assertThatThrownBy(() -> parse(table() + clocks.formatted("{elapsed: PT1H, calendarDays: 1}")))
                .hasMessageStartingWith("test.yaml:10: within has the keys elapsed, calendarDays");
        assertThatThrownBy(() -> parse(table() + clocks.formatted("{regulationHours: 48, calendar: gb-sct}")))
                .hasMessageStartingWith("test.yaml:10: key 'calendar' of within is 'gb-sct'; allowed: none");
    }

    @Test
    void anExampleThatIsNotMetIsNamedWithItsLine() {
        String example = "examples:\n  - {category: X, jurisdiction: FR, table: \"*\", urgency: ROUTINE}\n";
        assertThatThrownBy(() -> parse(table() + example))
                .hasMessage(
                        "test.yaml:11: example X in FR expects table '*' and urgency ROUTINE; reached table 'FR' and"
                                + " urgency ROUTINE");
    }

    @Test
    void tablesThatDoNotLeadToTheLastOneAreRefused() {
        assertThatThrownBy(() -> LegalRoutes.parse(Map.of("test.yaml", table()), Calendars.of()))
                .hasMessageStartingWith("test.yaml: no table is for jurisdiction \"*\"");
        assertThatThrownBy(() -> parse(table() + "fallsBackTo: QQ\n"))
                .hasMessageStartingWith("test.yaml:1: key 'fallsBackTo' is 'QQ', which has no table");
        assertThatThrownBy(() -> parse(table() + "fallsBackTo: FR\n"))
                .hasMessageStartingWith("test.yaml:1: tables fall back in a circle: FR");
        Map<String, String> twice = new LinkedHashMap<>(Map.of("last.yaml", LAST, "test.yaml", table()));
        twice.put("more.yaml", table());
        assertThatThrownBy(() -> LegalRoutes.parse(twice, Calendars.of())).hasMessageContaining("has two tables");
        assertThatThrownBy(() -> LegalRoutes.parse(
                        Map.of("last.yaml", LAST.replace("category: \"*\"", "category: X")), Calendars.of()))
                .hasMessageStartingWith("last.yaml:4: the table \"*\" has no route for category \"*\"");
    }

    @Test
    void aTextThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> parse(table().replace("Decide.", "x".repeat(1_001))))
                .hasMessageStartingWith("test.yaml:9: key 'requestedAction' of legal route 'X' has 1001 characters");
        String elements = "    elements: [" + "a, ".repeat(33) + "]\n";
        assertThatThrownBy(() -> parse(table() + elements))
                .hasMessageStartingWith("test.yaml:10: key 'elements' of legal route 'X' has 33 entries");
    }

    @Test
    void aFolderWithoutTablesIsRefused(@TempDir Path policies) throws IOException {
        Files.createDirectories(policies.resolve("legal/routes"));
        assertThatThrownBy(() -> LegalRoutes.load(policies)).hasMessageContaining("the folder has no tables");
        Files.writeString(policies.resolve("legal/routes").resolve("last.yaml"), LAST);
        assertThat(LegalRoutes.load(policies).of("X", "FR").table()).isEqualTo("*");
    }

    @Test
    void theExampleOfTheGuideLoadsAndItsExampleHolds() throws IOException {
        String guide = Files.readString(POLICIES.resolveSibling("docs").resolve("policy-guide.md"));
        int from = guide.indexOf("jurisdiction: FR ");
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("last.yaml", LAST);
        texts.put(
                "eu.yaml",
                Files.readString(POLICIES.resolve("legal/routes").resolve("eu.yaml"))
                        .replaceAll("(?s)examples:.*", ""));
        texts.put("guide", guide.substring(from, guide.indexOf("```", from)));
        LegalRoutes routes = LegalRoutes.parse(texts, Calendars.of());
        assertThat(routes.of("DEFAMATION", "FR").table()).isEqualTo("FR");
        assertThat(routes.of("TERRORIST_CONTENT", "FR").table()).isEqualTo("EU");
    }

    private static LegalRoutes parse(String text) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("last.yaml", LAST);
        texts.put("test.yaml", text);
        return LegalRoutes.parse(texts, Calendars.of());
    }

    private static String table() {
        return """
                jurisdiction: FR
                name: France
                version: '1.0.0'
                routes:
                  - category: X
                    regime: {name: Some act, sources: []}
                    retention: {period: P1Y, basis: A choice}
                    urgency: ROUTINE
                    requestedAction: Decide.
                """;
    }
}
