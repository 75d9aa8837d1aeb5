package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.topology.policy.Node.Mapping;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
    private static String written(String yaml) {
        return YamlText.of((Mapping) NodeReader.yaml("x", yaml));
    }

    @Test
    void whatIsWrittenReadsAsTheSame() {
        String yaml = """
                text: >-
                  two lines,
                  folded
                "odd: key": {a: 1, b: [], c: {}}
                list: [1.5, true, null, "1.5", [a, {b: c}]]
                """;
        assertThat(written(written(yaml))).isEqualTo(written(yaml));
        assertThat(NodeReader.yaml("x", written(yaml)).toString().replaceAll("lace=x:[0-9]+", ""))
                .isEqualTo(NodeReader.yaml("x", yaml).toString().replaceAll("lace=x:[0-9]+", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\"b\\c", "tab\tand\nline", "\u0085\u2028\u200d", "\ud83d\ude00", "- x: #y", "\u0000", " "})
    void everyTextComesBack(String text) {
        Place place = new Place("x", 1, 1);
        Node.Scalar scalar = new Node.Scalar(place, Node.Kind.TEXT, text);
        String yaml = YamlText.of(new Mapping(
                place, Map.of("key", new Node.Entry(place, new Node.Sequence(place, List.of(scalar))))));
        assertThat(NodeReader.yaml("x", yaml).toString()).contains("text=" + text + "]");
    }
}
