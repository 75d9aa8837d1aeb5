package dev.sluice.app.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Base64.Encoder;

/**
 * An authorization server of one test: gives tokens for a client's id and secret (OAuth 2.0 client credentials, RFC 6749
 * section 4.4), signed with a key whose public half is in a file of keys (RFC 7517).
 */
public final class TokenServer implements AutoCloseable {
    /** Whom its tokens are for. */
    public static final String AUDIENCE = "forum-brokers";

    private static final Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String SECRET_BEGINS = "of-";

    private final KeyPair keys;
    private final HttpServer server;

    /** Starts it on a free port of the loopback. */
    public TokenServer() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.keys = generator.generateKeyPair();
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", this::answer);
        server.start();
    }

    /** Where clients ask for tokens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/token";
    }

    /** Writes the keys that those who read tokens need. */
    public Path keys(Path file) throws IOException {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Files.writeString(
                file,
                "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"use\":\"sig\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
                        .formatted(
                                BASE64.encodeToString(unsigned(key.getModulus().toByteArray())),
                                BASE64.encodeToString(
                                        unsigned(key.getPublicExponent().toByteArray()))));
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] client = new String(Base64.getDecoder().decode(given.replace("Basic ", "")), StandardCharsets.UTF_8)
                .split(":", 2);
        boolean known = client[1].equals(SECRET_BEGINS + client[0]);
        byte[] body = (known
                        ? "{\"access_token\":\"" + token(client[0]) + "\",\"token_type\":\"Bearer\",\"expires_in\":600}"
                        : "{\"error\":\"invalid_client\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String token(String subject) {
        long now = Instant.now().getEpochSecond();
        String head = BASE64.encodeToString("{\"alg\":\"RS256\",\"kid\":\"one\"}".getBytes(StandardCharsets.UTF_8));
        String claims = "{\"iss\":\"test\",\"sub\":\"%s\",\"aud\":\"%s\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
                .formatted(subject, AUDIENCE, now, now + 600);
        String signed = head + "." + BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.UTF_8));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unsigned(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
