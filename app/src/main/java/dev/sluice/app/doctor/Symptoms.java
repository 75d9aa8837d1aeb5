package dev.sluice.app.doctor;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a failure means, and what helps: Kafka's exceptions in one line. */
final class Symptoms {
    private static final int MOST_CAUSES = 20;

    private Symptoms() {}

    /** The remark for this failure. */
    static Remark of(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++, cause = cause.getCause()) {
            Optional<Remark> known = known(cause);
            if (known.isPresent()) {
                return known.get();
            }
        }
        Throwable said =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return Remark.fail(
                said.getClass().getSimpleName() + ": " + said.getMessage(), "see what it says; --verbose logs more");
    }

    private static Optional<Remark> known(Throwable failure) {
        return switch (failure) {
            case UnsupportedSaslMechanismException e ->
                Optional.of(Remark.fail(
                        "the brokers do not take the mechanism of kafka.properties.sasl.mechanism: " + e.getMessage(),
                        "name one that they take"));
            case SslAuthenticationException e -> Optional.of(tls(e));
            case SaslAuthenticationException e -> Optional.of(credentials(e));
            case IllegalSaslStateException e ->
                Optional.of(Remark.fail(
                        "the listener takes no SASL; allowed: kafka.properties.security.protocol PLAINTEXT or SSL",
                        "correct the protocol, or name the port of another listener"));
            case LoginException e -> Optional.of(login(e));
            case AuthenticationException e ->
                Optional.of(
                        Remark.fail("the brokers do not let us in: " + e.getMessage(), "correct what we log on with"));
            case SSLException e -> Optional.of(tls(e));
            case ClusterAuthorizationException e ->
                Optional.of(Remark.warn(
                        "whom kafka.properties logs on as may not see this of the cluster",
                        "look with the administrator's file too"));
            case UnsupportedVersionException e ->
                Optional.of(Remark.warn(
                        "these brokers cannot be asked that: " + e.getMessage(),
                        "look in their own tools; Sluice is tested with Apache Kafka 4"));
            case ConfigException e ->
                Optional.of(Remark.fail("kafka.properties: " + e.getMessage(), "correct the setting"));
            case TimeoutException e ->
                Optional.of(Remark.fail(
                        "the cluster does not answer in time: " + e.getMessage(),
                        "look whether brokers are down, or another protocol is spoken there"));
            default -> Optional.empty();
        };
    }

    private static Remark credentials(SaslAuthenticationException e) {
        String said = String.valueOf(e.getMessage());
        if (said.toLowerCase(Locale.ROOT).contains("token") || said.contains("invalid_token")) {
            return Remark.fail(
                    "the brokers refuse our token: " + said,
                    "look whether issuer, audience and scope are those that the brokers expect, and the clocks agree");
        }
        return Remark.fail(
                "the brokers refuse the user or the secret of kafka.properties.sasl.jaas.config: " + said,
                "correct the secret, or have the user made on the cluster");
    }

    private static Remark login(LoginException e) {
        String why = e.getCause() == null
                ? String.valueOf(e.getMessage())
                : String.valueOf(e.getCause().getMessage());
        return Remark.fail(
                "no token or ticket to log on with: " + why,
                "look at kafka.properties.sasl.oauthbearer.token.endpoint.url, the client's id and secret, and whether the"
                        + " endpoint can be reached from here");
    }

    /** TLS, by its innermost words. */
    private static Remark tls(Throwable failure) {
        Throwable root = failure;
        for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
            root = root.getCause();
        }
        String words = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String lower = words.toLowerCase(Locale.ROOT);
        if (lower.contains("certification path")
                || lower.contains("trust anchor")
                || lower.contains("signature check")) {
            return Remark.fail(
                    "the brokers' certificate is not trusted: none of the trust store leads to it; allowed: one of an"
                            + " authority that kafka.properties.ssl.truststore.location holds",
                    "put the brokers' certificate authority into the trust store");
        }
        if (lower.contains("subject alternative") || lower.contains("name matching")) {
            return Remark.fail(
                    "the brokers' certificate is for another host: " + words,
                    "name the broker as its certificate does, or have it issued for this name");
        }
        if (lower.contains("notafter") || lower.contains("expired")) {
            return Remark.fail("a certificate has ended: " + words, "have a new one issued");
        }
        if (lower.contains("alert")) {
            return Remark.fail(
                    "the brokers refuse our certificate, or that there is none: " + words,
                    "have the client's certificate issued by an authority that the brokers trust, and name its key store");
        }
        return Remark.fail("TLS fails: " + words, "look at certificates, protocols and ciphers on both sides");
    }
}
