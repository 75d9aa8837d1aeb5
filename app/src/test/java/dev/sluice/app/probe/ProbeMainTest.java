package dev.sluice.app.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the health check of the image says. */
class ProbeMainTest {
    @Test
    void onlyTheAnswer200IsHealthy() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/well", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/ill", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        try {
            assertThat(ask(base + "/well")).isEmpty();
            assertThat(ask(base + "/ill")).contains("answers 503");
        } finally {
            server.stop(0);
        }
        assertThat(ask(base + "/well")).contains("cannot be asked");
    }

    @Test
    void addressThatIsNoneIsNamed() {
        assertThat(ask("not an address")).contains("SLUICE_HEALTH_URL 'not an address' cannot be asked");
        assertThat(ask("file:///etc/passwd")).contains("cannot be asked");
    }

    private static String ask(String address) {
        return ProbeMain.ask(Map.of(ProbeMain.VARIABLE, address));
    }
}
