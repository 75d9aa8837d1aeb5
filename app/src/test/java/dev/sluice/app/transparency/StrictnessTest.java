package dev.sluice.app.transparency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.topology.outcomes.statements.TransparencySchema;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server that submissions are tested against refuses what the database would, and what it would pass over. */
class StrictnessTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode statement = GivenStatements.draft(1).attributes();

    @Test
    void everyAttributeOfTheDatabaseIsKnown() {
        assertThat(TransparencySchema.shipped().names()).hasSize(35);
        assertThat(TransparencySchema.shipped().values("category_specification"))
                .hasSize(69);
        assertThat(TransparencySchema.shipped().values("category")).hasSize(16);
        assertThat(TransparencySchema.shipped().values("decision_visibility")).hasSize(7);
        assertThat(TransparencySchema.shipped().values("territorial_scope"))
                .hasSize(30)
                .contains("NO", "IS", "LI");
    }

    @Test
    void aSoundStatementPasses() {
        assertThat(StatementRules.errors(statement)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decision_visibility",
                "decision_facts",
                "decision_ground",
                "incompatible_content_ground",
                "incompatible_content_explanation",
                "content_type",
                "category",
                "territorial_scope",
                "content_date",
                "application_date",
                "source_type",
                "automated_detection",
                "automated_decision",
                "puid"
            })
    void whatIsRequiredIsMissed(String name) {
        statement.remove(name);
        assertThat(StatementRules.errors(statement).has(name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "handle"                       | "@ann"
        "decision_visibility"          | "DECISION_VISIBILITY_CONTENT_REMOVED"
        "decision_visibility"          | ["DECISION_VISIBILITY_OTHER"]
        "decision_visibility_other"    | "without its value"
        "decision_monetary"            | "DECISION_MONETARY_OTHER"
        "decision_provision"           | "DECISION_PROVISION_NONE"
        "decision_account"             | ["DECISION_ACCOUNT_SUSPENDED"]
        "account_type"                 | "ACCOUNT_TYPE_OTHER"
        "decision_ground"              | "DECISION_GROUND_ILLEGAL_CONTENT"
        "illegal_content_explanation"  | "not of this ground"
        "content_type"                 | ["CONTENT_TYPE_OTHER"]
        "content_type"                 | ["CONTENT_TYPE_TEXT", "CONTENT_TYPE_TEXT"]
        "category"                     | "STATEMENT_CATEGORY_HATE"
        "category_addition"            | ["STATEMENT_CATEGORY_HATE"]
        "category_specification"       | ["KEYWORD_SLUR"]
        "territorial_scope"            | ["EU"]
        "territorial_scope"            | ["UK"]
        "content_language"             | "en"
        "content_date"                 | "1999-12-31"
        "content_date"                 | "2038-01-02"
        "content_date"                 | "2026-02-30"
        "application_date"             | "2019-12-31"
        "end_date_visibility_restriction" | "2026-03-01"
        "content_id"                   | {"EAN-13": "123"}
        "source_type"                  | "SOURCE_NOTICE"
        "source_identity"              | "Erika Musterfrau"
        "automated_detection"          | "yes"
        "automated_decision"           | "AUTOMATED_DECISION_NO"
        "puid"                         | "post/1/1"
        """)
    void whatItMayNotBeIsRefused(String name, String value) throws IOException {
        statement.set(JSON.readValue(name, String.class), JSON.readTree(value));
        assertThat(StatementRules.errors(statement)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "puid, 500",
        "decision_facts, 5000",
        "incompatible_content_ground, 500",
        "incompatible_content_explanation, 2000"
    })
    void whatIsTooLongIsRefused(String name, int longest) {
        statement.put(name, "x".repeat(longest));
        assertThat(StatementRules.errors(statement)).isEmpty();
        statement.put(name, "x".repeat(longest + 1));
        assertThat(StatementRules.errors(statement).has(name)).isTrue();
    }
}
