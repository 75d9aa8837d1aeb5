package dev.sluice.app.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.transparency.TransparencySettings.Limits;
import dev.sluice.app.transparency.TransparencySettings.Retries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where, by whom and how often the database is asked. */
class AskingTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://database.example/api/v1",
                "https://database.example/api/v1/",
                "http://localhost:8080/api/v1",
                "http://127.0.0.1/api/v1",
                "http://[::1]:8080/api/v1"
            })
    void anAddressThatKeepsTheTokenSafeIsTaken(String url) {
        assertThat(Endpoint.of(url).statements().toString()).endsWith("/api/v1/statements");
        assertThat(Endpoint.of(url).existing("a-1").toString()).endsWith("/api/v1/statement/existing-puid/a-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://database.example/api/v1",
                "http://127.0.0.1.example/api/v1",
                "http://localhost.example/api",
                "https://user:pass@database.example/api/v1",
                "https://database.example/api/v1?token=letmein",
                "https://database.example/api/v1#letmein",
                "ftp://database.example/",
                "database.example",
                "https://data base.example/"
            })
    void anAddressThatWouldNotIsRefusedAndNoSecretRepeated(String url) {
        assertThatThrownBy(() -> Endpoint.of(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("transparency.url", "https://host/path")
                .hasMessageNotContainingAny("letmein", "pass@");
    }

    @Test
    void aTokenIsNeverPrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "17|letmein\n");
        assertThat(BearerToken.in(file).value()).isEqualTo("17|letmein");
        assertThat(BearerToken.in(file).toString() + BearerToken.of("17|letmein"))
                .doesNotContain("letmein");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "line\nbreak", "naïve"})
    void whatIsNoTokenIsRefusedAndNotRepeated(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), content);
        assertThatThrownBy(() -> BearerToken.in(file))
                .hasMessageContainingAll("transparency.tokenFile", "holds no token")
                .hasMessageNotContainingAny("two words", "naïve");
    }

    @Test
    void aTokenFileThatIsGoneKeepsTheTokenThatThereIs() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "17|letmein");
        BearerToken token = BearerToken.in(file);
        Files.delete(file);

        assertThat(token.renew()).isFalse();
        assertThat(token.value()).isEqualTo("17|letmein");
    }

    @ParameterizedTest
    @CsvSource({"200, 12000", "3, 5", "5, 3", "1, 1"})
    void noSecondAndNoMinuteHasMoreRequestsThanItMay(int perSecond, int perMinute) {
        RequestPace pace = new RequestPace(new Limits(perSecond, perMinute));
        List<Long> made = new ArrayList<>();
        Random random = new Random(7);
        long now = -5_000_000_000L;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(10_000_000);
            now += pace.delay(now).toNanos();
            assertThat(pace.delay(now)).isZero();
            pace.made(now);
            made.add(now);
        }
        for (int i = 0; i < made.size(); i++) {
            if (i >= perSecond) {
                assertThat(made.get(i) - made.get(i - perSecond)).isGreaterThanOrEqualTo(1_000_000_000L);
            }
            if (i >= perMinute) {
                assertThat(made.get(i) - made.get(i - perMinute)).isGreaterThanOrEqualTo(60_000_000_000L);
            }
        }
    }

    @Test
    void waitsDoubleUpToALimitAndAreLeftHalfToChance() {
        RetryWait wait = new RetryWait(new Retries(Duration.ofSeconds(2), Duration.ofSeconds(30)), new Random(7));
        for (int seconds : List.of(2, 4, 8, 16, 30, 30)) {
            assertThat(wait.failed(null)).isBetween(Duration.ofMillis(seconds * 500L), Duration.ofSeconds(seconds));
        }
        wait.reset();
        assertThat(wait.failed(null)).isLessThanOrEqualTo(Duration.ofSeconds(2));
        assertThat(wait.failed(Duration.ofMinutes(10))).isEqualTo(Duration.ofMinutes(10));
        assertThat(wait.failed(Duration.ofDays(365))).isEqualTo(Duration.ofHours(1));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "201, 1", "1, 0", "1, 12001"})
    void limitsAboveTheDatabasesOwnAreRefused(int perSecond, int perMinute) {
        assertThatThrownBy(() -> new Limits(perSecond, perMinute))
                .hasMessageContainingAll("allowed: 1 to ", "the database's own limit");
    }
}
