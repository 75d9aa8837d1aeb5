package dev.sluice.app.http.intake;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a client waits for decisions: {@code 500ms} or {@code 2s}. */
final class WaitParameter {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s)");
    private static final Duration MOST = Duration.ofSeconds(30);

    private WaitParameter() {}

    /**
     * The time; zero where there is none.
     *
     * @throws RefusedException where it is no time, or too long
     */
    static Duration of(@Nullable String value) {
        if (value == null) {
            return Duration.ZERO;
        }
        Matcher form = FORM.matcher(value);
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            Duration wait = form.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
            if (wait.compareTo(MOST) <= 0) {
                return wait;
            }
        }
        throw new RefusedException(
                Refusal.INVALID_REQUEST, "wait is no time that can be waited; allowed: such as 500ms or 2s, up to 30s");
    }
}
