package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.transformer.Stacking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AbuseInterceptTest {
    /** One post that is abuse and one that is not; either's log-odds are the intercepts alone. */
    private static final List<TwiceRead> POSTS = List.of(post(true), post(false));

    private static TwiceRead post(boolean abuse) {
        return new TwiceRead("made", 1, Map.of(Category.ABUSE, abuse), new float[6], new float[6], new float[6]);
    }

    private static Stacking stacking(double abuse, double hate) {
        return new Stacking(Map.of(
                Category.ABUSE, new Stacking.Coefficients(1, 1, abuse, 1),
                Category.HATE, new Stacking.Coefficients(1, 1, hate, 1)));
    }

    private static double intercept(Stacking stacking) {
        return stacking.coefficients().get(Category.ABUSE).intercept();
    }

    @Test
    void whatIsNotTooHighStays() {
        assertThat(intercept(AbuseIntercept.lowered(stacking(-2, -3), POSTS))).isEqualTo(-2);
    }

    @Test
    void loweredToTheBaseRateWhereThatIsNear() {
        // The log-odds of 0.2, the rate of abuse, are -1.386.
        double lowered = intercept(AbuseIntercept.lowered(stacking(-1.2, -3), POSTS));

        assertThat(lowered).isCloseTo(Math.log(0.25), within(1e-6));
    }

    @Test
    void neverLoweredByMoreThanTheBound() {
        Stacking lowered = AbuseIntercept.lowered(stacking(1, 1), POSTS);

        assertThat(intercept(lowered)).isCloseTo(0.6, within(1e-6));
        assertThat(lowered.coefficients().get(Category.HATE).intercept()).isEqualTo(1);
    }
}
