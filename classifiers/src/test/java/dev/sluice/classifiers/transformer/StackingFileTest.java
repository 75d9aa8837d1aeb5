package dev.sluice.classifiers.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackingFileTest {
    @Test
    void whatIsWrittenIsReadBack() {
        Stacking stacking = new Stacking(Map.of(
                Category.HATE, new Stacking.Coefficients(0.25, 1.5, -0.5, 0.75),
                Category.ABUSE, new Stacking.Coefficients(0.5, 1, 0, 1)));

        assertThat(StackingFile.read("second-look.json", StackingFile.write(stacking)))
                .isEqualTo(stacking);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|Missing creator property",
                "nonsense|Unrecognized token",
                "{\"format\":2,\"categories\":{}}|format is 2; must be 1",
                "{\"format\":1,\"categories\":{}}|second look: no category",
                "{\"format\":1,\"categories\":{\"rude\":{\"linear\":1,\"transformer\":1,\"intercept\":0,\"evidence\":1}}}"
                        + "|category 'rude' is unknown",
                "{\"format\":1,\"categories\":{\"hate\":{\"linear\":1}}}|Missing creator property",
                "{\"format\":1,\"categories\":{},\"more\":1}|Unrecognized field",
                "{\"format\":1,\"categories\":{\"hate\":{\"linear\":1e999,\"transformer\":1,\"intercept\":0,\"evidence\":1}}}"
                        + "|not finite",
            })
    void whatIsWrongIsSaidInOneLine(String json, String problem) {
        assertThatThrownBy(() -> StackingFile.read("second-look.json", json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("second-look.json: ")
                .hasMessageContaining(problem)
                .message()
                .hasLineCount(1);
    }
}
