package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
    private static final String ITEM = "{\"name\":\"items\",\"type\":{\"type\":\"array\",\"items\":"
            + "{\"type\":\"record\",\"name\":\"Item\",\"fields\":[%s]}}}";
    private static final String URL = "{\"name\":\"url\",\"type\":\"string\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BACKWARD|{\"name\":\"n\",\"type\":\"int\"}|Order.n has no default in the new one and is missing in version 3"
                        + ", so the new one cannot read what version 3 writes",
                "FORWARD|{\"name\":\"n\",\"type\":\"int\"}|null",
                "FULL_TRANSITIVE|{\"name\":\"n\",\"type\":\"int\",\"default\":0}|null",
                "NONE|{\"name\":\"n\",\"type\":\"int\"}|null"
            })
    void aNewFieldNeedsADefaultForWhoReadsTheOld(String rule, String field, String expected) {
        Breach breach = Compatibility.of(rule).breach(order(field), order(), 3);
        assertThat(words(breach)).isEqualTo(expected);
    }

    @Test
    void aFieldThatGoesIsMissedByOldReaders() {
        Breach breach = Compatibility.FULL_TRANSITIVE.breach(order(), order("{\"name\":\"n\",\"type\":\"int\"}"), 1);
        assertThat(breach)
                .isEqualTo(new Breach(
                        "Order.n",
                        "has no default in version 1 and is missing in the new one, so version 1 cannot read what the"
                                + " new one writes"));
    }

    @Test
    void fieldsOfNestedRecordsAreNamedByTheirWay() {
        Breach breach = Compatibility.FULL.breach(
                order(ITEM.formatted(URL + ",{\"name\":\"size\",\"type\":\"long\"}")), order(ITEM.formatted(URL)), 2);
        assertThat(words(breach)).startsWith("Order.items[].size ");
    }

    @Test
    void anotherTypeIsNamedOnBothSides() {
        Breach breach = Compatibility.BACKWARD.breach(
                order("{\"name\":\"n\",\"type\":[\"null\",\"string\"]}"),
                order("{\"name\":\"n\",\"type\":\"int\"}"),
                1);
        assertThat(words(breach)).startsWith("Order.n takes no int in the new one");
    }

    @Test
    void aLostSymbolIsNamed() {
        String kind = "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"Kind\",\"symbols\":[%s]}}";
        Breach breach =
                Compatibility.BACKWARD.breach(order(kind.formatted("\"A\"")), order(kind.formatted("\"A\",\"B\"")), 1);
        assertThat(words(breach)).startsWith("Order.kind lacks the symbols [B] and a default in the new one");
    }

    @Test
    void weakerRulesDoNotCoverStrongerOnes() {
        assertThat(Compatibility.FULL_TRANSITIVE.covers(Compatibility.BACKWARD)).isTrue();
        assertThat(Compatibility.FULL.covers(Compatibility.FULL_TRANSITIVE)).isFalse();
        assertThat(Compatibility.of("something-new")).isEqualTo(Compatibility.NONE);
    }

    private static String words(@Nullable Breach breach) {
        return breach == null ? "null" : breach.field() + " " + breach.problem();
    }

    private static Schema order(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"example\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"string\"}" + (fields.length == 0 ? "" : "," + fields[0]) + "]}");
    }
}
