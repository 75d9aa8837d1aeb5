package dev.sluice.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.dataset.LabelledPost;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {
    private static final float MISSING = Float.NaN;

    @Test
    void labelThatNobodyGaveIsMissing() {
        LabelledPost post = new LabelledPost(
                "1",
                "text",
                Map.of(Category.HATE, true, Category.ABUSE, false),
                "s",
                "train",
                null,
                null,
                null,
                List.of());
        assertThat(Row.labels(post)).containsExactly(0f, MISSING, MISSING, MISSING, 1f, MISSING);
    }

    @Test
    void missingLabelWeighsNothing() {
        long[][] counts = {{90, 10}, {0, 0}, {5, 0}, {0, 0}, {0, 0}, {0, 0}};
        List<Float> labels = List.of(1f, MISSING, 0f, MISSING, MISSING, MISSING);
        List<Float> weights = TrainingRows.weights(labels, counts, 2);
        assertThat(weights.get(0)).isEqualTo((float) (2 * Math.sqrt(5)));
        assertThat(weights.get(1)).isZero();
        assertThat(weights.get(2)).isEqualTo(1);
    }

    @Test
    void weightOfMissingLabelIsRefused() {
        assertThatThrownBy(() -> new Row("text", 0, List.of(MISSING), List.of(1f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("abuse");
    }

    @Test
    void printsNoText() {
        assertThat(new Row("secret words", 0, List.of(), List.of())).asString().doesNotContain("secret");
    }
}
