package dev.sluice.escalation.timestamp;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.jspecify.annotations.Nullable;

/** Asks an authority for a timestamp over HTTP (RFC 3161, section 3.4). Follows no redirects. Thread-safe. */
public final class TimestampClient implements AutoCloseable {
    /** How long an authority may take, unless said otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

    private static final int LARGEST_REPLY_BYTES = 1 << 20;
    private static final int NONCE_BITS = 64;
    private static final int OK = 200;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final Duration timeout;
    private final SecureRandom random = new SecureRandom();
    private @Nullable HttpClient http;

    /** With a limit for connecting and one, as long, for the answer. */
    public TimestampClient(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * A timestamp over these bytes, checked.
     *
     * @return the authority's TimeStampResp in DER
     * @throws IOException where the authority is down, busy or out of reach: asking again later may help
     * @throws TimestampException where it refuses, or answers with something else than a timestamp of these bytes
     */
    public byte[] stamp(byte[] content, TimestampAuthority authority) throws IOException, TimestampException {
        TimeStampRequest request = request(content);
        byte[] answer = send(request.getEncoded(), authority);
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            response.validate(request);
            if (response.getTimeStampToken() == null) {
                throw new TimestampException("authority refused: status " + response.getStatus());
            }
        } catch (TSPException e) {
            throw new TimestampException("answer does not fit the request: " + TimestampCheck.oneLine(e), e);
        } catch (IOException | RuntimeException e) {
            throw new TimestampException(
                    "answer is no timestamp (" + e.getClass().getSimpleName() + ")", e);
        }
        TimestampCheck.check(answer, content, authority.trusted());
        return answer;
    }

    /** Lets go of the connections. */
    @Override
    public synchronized void close() {
        if (http != null) {
            http.shutdownNow();
        }
    }

    /** Made when first needed, for it has threads of its own. */
    private synchronized HttpClient http() {
        if (http == null) {
            http = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(timeout)
                    .build();
        }
        return http;
    }

    private TimeStampRequest request(byte[] content) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(NISTObjectIdentifiers.id_sha256, sha256(content), new BigInteger(NONCE_BITS, random));
    }

    private byte[] send(byte[] request, TimestampAuthority authority) throws IOException, TimestampException {
        HttpRequest post = HttpRequest.newBuilder(authority.url())
                .timeout(timeout)
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(BodyPublishers.ofByteArray(request))
                .build();
        // The request's own timeout ends with the headers; an answer that never ends must not hold up other
        // authorities.
        CompletableFuture<HttpResponse<byte[]>> pending =
                http().sendAsync(post, info -> new LimitedBody(LARGEST_REPLY_BYTES));
        try {
            HttpResponse<byte[]> response = pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            requireOk(response.statusCode());
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + timeout, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof LimitedBody.TooLong) {
                throw new TimestampException("answer is longer than " + LARGEST_REPLY_BYTES + " bytes", cause);
            }
            throw new IOException(cause.getClass().getSimpleName(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } finally {
            pending.cancel(true);
        }
    }

    private static void requireOk(int status) throws IOException, TimestampException {
        if (status == REQUEST_TIMEOUT || status == TOO_MANY || status >= SERVER_ERRORS) {
            throw new IOException("HTTP status " + status);
        }
        if (status != OK) {
            throw new TimestampException("HTTP status " + status);
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
