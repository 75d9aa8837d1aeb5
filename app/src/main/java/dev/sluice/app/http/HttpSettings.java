package dev.sluice.app.http;

import dev.sluice.app.http.tls.ServerCertificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the web server runs.
 *
 * @param host interface to listen on
 * @param port port; 0 for any free one
 * @param mostConnections connections at once
 * @param mostBodyBytes bytes of one body
 * @param allBodyBytes bytes of all bodies at once, beyond the first 16 KiB of each
 * @param requestTimeout how long a request may take to come in
 * @param idleTimeout how long a connection may lie idle
 * @param drain how long requests that are being answered have when the process is told to end
 * @param certificate what connections are encrypted with; null for plain HTTP
 */
public record HttpSettings(
        String host,
        int port,
        int mostConnections,
        int mostBodyBytes,
        long allBodyBytes,
        Duration requestTimeout,
        Duration idleTimeout,
        Duration drain,
        @Nullable ServerCertificate certificate) {
    /** The port where none is named. */
    public static final int DEFAULT_PORT = 8080;

    /** On this machine alone: port 8080, 2,048 connections, bodies of 2 MiB and 64 MiB together, 10 s to come in. */
    public static HttpSettings defaults() {
        return new HttpSettings(
                "127.0.0.1",
                DEFAULT_PORT,
                2_048,
                2 << 20,
                64L << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(15),
                null);
    }

    /** The same at another place. */
    public HttpSettings at(String otherHost, int otherPort) {
        return new HttpSettings(
                otherHost,
                otherPort,
                mostConnections,
                mostBodyBytes,
                allBodyBytes,
                requestTimeout,
                idleTimeout,
                drain,
                certificate);
    }

    /** The same, encrypted. */
    public HttpSettings with(@Nullable ServerCertificate shown) {
        return new HttpSettings(
                host, port, mostConnections, mostBodyBytes, allBodyBytes, requestTimeout, idleTimeout, drain, shown);
    }

    /** How addresses of this server begin. */
    public String scheme() {
        return certificate == null ? "http" : "https";
    }
}
