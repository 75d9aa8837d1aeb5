package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalRouteTest {
    @ParameterizedTest
    @CsvSource({
        "DEFAMATION, DEFAMATION",
        "' hate incitement ', HATE_INCITEMENT",
        "threat-to-life, THREAT_TO_LIFE",
        "CSEASIDE, CSEASIDE",
        "csam, CSEA",
        "(csea), CSEA",
        "CSEA_IMAGES, CSEA",
        "Child sexual abuse, CSEA",
        "'?', '?'"
    })
    void aCategoryIsWrittenAsTablesWriteItWhoeverHasWrittenIt(String written, String canonical) {
        assertThat(LegalRoute.canonical(written)).isEqualTo(canonical);
        assertThat(LegalRoute.canonical(canonical)).isEqualTo(canonical);
    }
}
