package dev.sluice.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.http.intake.IntakeLimits;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionLimitTest {
    private static final String REQUEST = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path folder;

    @Test
    void aConnectionTooManyWaitsUntilAnotherEnds() throws Exception {
        try (HttpFixture http = new HttpFixture(
                        folder,
                        settings -> new HttpSettings(
                                settings.host(),
                                settings.port(),
                                2,
                                settings.mostBodyBytes(),
                                settings.allBodyBytes(),
                                settings.requestTimeout(),
                                settings.idleTimeout(),
                                settings.drain(),
                                null),
                        IntakeLimits.DEFAULT);
                RawClient first = new RawClient(http);
                RawClient second = new RawClient(http)) {
            first.send(REQUEST);
            assertThat(first.until("ok\n")).startsWith("HTTP/1.1 200");
            second.send(REQUEST);
            assertThat(second.until("ok\n")).startsWith("HTTP/1.1 200");
            try (RawClient third = new RawClient(http)) {
                third.send(REQUEST);
                third.patience(500);
                assertThatThrownBy(() -> third.until("ok\n")).isInstanceOf(SocketTimeoutException.class);
                third.patience(20_000);

                first.close();

                assertThat(third.until("ok\n")).startsWith("HTTP/1.1 200");
            }
        }
    }
}
