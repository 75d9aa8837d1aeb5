package dev.sluice.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** Bytes over a connection, as no HTTP library would send them. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MS = 10_000;

    private final Socket socket;

    RawClient(HttpFixture http) throws IOException {
        this.socket = new Socket("127.0.0.1", http.service.port());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /** Sends, and answers with all that comes back until the server ends the connection. */
    static String exchange(HttpFixture http, String bytes) throws IOException {
        try (RawClient client = new RawClient(http)) {
            client.send(bytes);
            return client.rest();
        }
    }

    /** How long to wait for bytes. */
    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    void send(String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        } catch (SocketException e) {
            // It has answered and closed before all was sent.
        }
    }

    /** What comes until the server ends the connection. */
    String rest() throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        InputStream input = socket.getInputStream();
        try {
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            }
        } catch (SocketException e) {
            // Reset, since bytes of the request were left unread.
        }
        return answer.toString();
    }

    /** What comes until it ends with these words. */
    String until(String end) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!answer.toString().endsWith(end)) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                throw new AssertionError("ended after: " + answer);
            }
            answer.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
