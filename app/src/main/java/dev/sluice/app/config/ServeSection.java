package dev.sluice.app.config;

import org.jspecify.annotations.Nullable;

/**
 * The process that answers over HTTP.
 *
 * @param keys the file of keys
 * @param host interface to listen on; {@code 127.0.0.1} by default
 * @param port port, 0 for any free one; 8080 by default
 * @param publicUrl address that clients use, for the discovery document; each request's own by default
 * @param policies folder of policies, for their lexicons and rules; the shipped ones by default
 * @param secondLook whether texts to be scored get the second look; true by default
 * @param scoringThreads how many texts are scored at once; as many as there are cores by default
 * @param maxBody bytes of one body; 2 MiB by default
 * @param maxConnections connections at once; 2,048 by default
 * @param maxOnTheirWay bytes of events that Kafka has not acknowledged; 32 MiB by default
 * @param maxEvents events in one request; 1,000 by default
 * @param requestTimeout how long a request may take to come in, such as {@code PT10S}, which is the default
 * @param drain how long requests have when the process is told to end, such as {@code PT15S}, which is the default
 * @param decisions which decisions are known
 * @param suggestions whether suggested scores are taken and become labels; false by default
 * @param tls its certificate; plain HTTP by default
 * @param keepAnswers how long answers under an idempotency key are given again, such as {@code PT24H}, the default
 */
public record ServeSection(
        String keys,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String publicUrl,
        @Nullable String policies,
        @Nullable Boolean secondLook,
        @Nullable Integer scoringThreads,
        @Nullable Integer maxBody,
        @Nullable Integer maxConnections,
        @Nullable Integer maxOnTheirWay,
        @Nullable Integer maxEvents,
        @Nullable String requestTimeout,
        @Nullable String drain,
        @Nullable KnownDecisions decisions,
        @Nullable Boolean suggestions,
        @Nullable Tls tls,
        @Nullable String keepAnswers) {
    private static final int MOST_BODY = 64 << 20;

    /** Checks the numbers, and that there are keys. */
    public ServeSection {
        Require.text("serve.keys", keys, "a file of keys, as 'sluice serve key' prints them");
        Require.host("serve.host", host);
        Require.between("serve.port", port, 0, 65_535);
        Require.between("serve.scoringThreads", scoringThreads, 1, 256);
        Require.between("serve.maxBody", maxBody, 1_024, MOST_BODY);
        Require.between("serve.maxConnections", maxConnections, 1, 100_000);
        Require.between("serve.maxOnTheirWay", maxOnTheirWay, 1 << 20, 1 << 30);
        Require.between("serve.maxEvents", maxEvents, 1, 10_000);
        Require.that(
                publicUrl == null || publicUrl.startsWith("http://") || publicUrl.startsWith("https://"),
                "serve.publicUrl is '" + publicUrl + "'; allowed: an http or https address");
    }

    /**
     * The certificate that it shows.
     *
     * @param certificate file, PEM, the server's own certificate first; read again when it changes
     * @param key file of its private key, PEM, PKCS #8; read again when it changes
     */
    public record Tls(String certificate, String key) {
        /** Checks that both are there. */
        public Tls {
            Require.text("serve.tls.certificate", certificate, "a PEM file, the server's own certificate first");
            Require.text("serve.tls.key", key, "a PEM file (PKCS #8) with the certificate's private key");
        }
    }

    /**
     * Which decisions are known.
     *
     * @param lookBack how long before its start the process begins to read them, such as {@code PT10M}, the default
     * @param cacheBytes bytes of decisions to keep; 64 MiB by default
     * @param maxWaiting how many may wait for one; 10,000 by default
     */
    public record KnownDecisions(
            @Nullable String lookBack,
            @Nullable Integer cacheBytes,
            @Nullable Integer maxWaiting) {
        /** Checks the numbers. */
        public KnownDecisions {
            Require.between("serve.decisions.cacheBytes", cacheBytes, 1 << 20, 1 << 30);
            Require.between("serve.decisions.maxWaiting", maxWaiting, 0, 1_000_000);
        }
    }
}
