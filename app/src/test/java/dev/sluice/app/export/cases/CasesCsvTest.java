package dev.sluice.app.export.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasesCsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\uFF1D1"})
    void noCellIsAFormula(String value) {
        assertThat(CasesCsv.cell(value)).startsWith("'");
    }

    @Test
    void delimitersAreQuotedAndControlsShown() {
        assertThat(CasesCsv.cell("a,\"b\"\nc\u202Ed\u0000")).isEqualTo("\"a,\"\"b\"\"\nc[U+202E]d[U+0000]\"");
        assertThat(CasesCsv.cell("plain")).isEqualTo("plain");
    }

    @Test
    void headerIsStable() {
        assertThat(CasesCsv.header())
                .isEqualTo("case,package,version,legal_category,jurisdictions,urgency,clocks,escalated_at,sealed_at,"
                        + "community,thread,post,revision,author,url,posted_at,outcome,rule,policy,summary,"
                        + "requested_action,notices,letters,not_collected,masked,tagmanifest_sha256,export_event\r\n");
    }
}
