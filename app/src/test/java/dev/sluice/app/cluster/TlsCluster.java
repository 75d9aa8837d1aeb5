package dev.sluice.app.cluster;

import dev.sluice.app.embedded.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * An embedded broker with the three ways to log on that others use, all under TLS: a password (SASL_SSL with SCRAM), a
 * certificate (mTLS), a token (SASL_SSL with OAUTHBEARER). Its certificate is for 127.0.0.1 and nothing else. Who logs on
 * by which is known by name; the rest has passwords.
 */
public final class TlsCluster implements GuardedCluster {
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String LOGIN = "org.apache.kafka.common.security.";

    private final Path folder;
    private final TestAuthority authority;
    private final TokenServer tokens;
    private final Map<String, Integer> ports;
    private final List<String> byCertificate;
    private final List<String> byToken;
    private final EmbeddedBroker broker;

    /**
     * Starts it.
     *
     * @param folder for certificates
     * @param byPassword users who log on with passwords, besides {@code admin}
     */
    public TlsCluster(Path folder, List<String> byPassword, List<String> byCertificate, List<String> byToken)
            throws Exception {
        this.folder = folder;
        this.byCertificate = List.copyOf(byCertificate);
        this.byToken = List.copyOf(byToken);
        this.authority = new TestAuthority("ca");
        this.tokens = new TokenServer();
        this.ports = ports();
        authority.trusted(folder.resolve("ca.pem"));
        for (String user : byCertificate) {
            authority.store(folder.resolve(user + ".p12"), "O=Forum,CN=" + user, null);
        }
        this.broker = EmbeddedBroker.start(512, properties());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address("PLAINTEXT")))) {
            ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
            for (String user : byPassword) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, "of-" + user)))
                        .all()
                        .get();
            }
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion("admin", how, "of-admin")))
                    .all()
                    .get();
        }
    }

    /** The folder with {@code ca.pem} and the stores of those who have certificates. */
    public Path folder() {
        return folder;
    }

    /** The port of a listener: {@code SCRAM}, {@code MTLS} or {@code OAUTH}. */
    public int port(String listener) {
        return ports.get(listener);
    }

    @Override
    public String bootstrapServers(String user) {
        return address(byCertificate.contains(user) ? "MTLS" : byToken.contains(user) ? "OAUTH" : "SCRAM");
    }

    @Override
    public Map<String, String> logOn(String user) {
        Map<String, String> properties = new HashMap<>();
        properties.put("ssl.truststore.location", folder.resolve("ca.pem").toString());
        properties.put("ssl.truststore.type", "PEM");
        if (byCertificate.contains(user)) {
            properties.put("security.protocol", "SSL");
            properties.put(
                    "ssl.keystore.location", folder.resolve(user + ".p12").toString());
            properties.put("ssl.keystore.type", "PKCS12");
            properties.put("ssl.keystore.password", TestAuthority.PASSWORD);
        } else if (byToken.contains(user)) {
            properties.put("security.protocol", "SASL_SSL");
            properties.put("sasl.mechanism", "OAUTHBEARER");
            properties.put("sasl.jaas.config", LOGIN + "oauthbearer.OAuthBearerLoginModule required;");
            properties.put("sasl.login.callback.handler.class", LOGIN + "oauthbearer.OAuthBearerLoginCallbackHandler");
            properties.put("sasl.oauthbearer.token.endpoint.url", tokens.url());
            properties.put("sasl.oauthbearer.client.credentials.client.id", user);
            properties.put("sasl.oauthbearer.client.credentials.client.secret", "of-" + user);
        } else {
            properties.put("security.protocol", "SASL_SSL");
            properties.put("sasl.mechanism", MECHANISM);
            properties.put(
                    "sasl.jaas.config",
                    LOGIN
                            + "scram.ScramLoginModule required username=\"%s\" password=\"of-%s\";"
                                    .formatted(user, user));
        }
        return properties;
    }

    @Override
    public void close() {
        broker.close();
        tokens.close();
    }

    private String address(String listener) {
        return "127.0.0.1:" + ports.get(listener);
    }

    private Map<String, String> properties() throws IOException, GeneralSecurityException {
        Path own = authority.store(folder.resolve("broker.p12"), "CN=broker", "127.0.0.1");
        String keys = tokens.keys(folder.resolve("keys.json")).toUri().toString();
        Map<String, String> p = new HashMap<>();
        String advertised = "PLAINTEXT://%s,SCRAM://%s,MTLS://%s,OAUTH://%s"
                .formatted(address("PLAINTEXT"), address("SCRAM"), address("MTLS"), address("OAUTH"));
        p.put("listeners", advertised + ",CONTROLLER://" + address("CONTROLLER"));
        p.put("advertised.listeners", advertised);
        p.put("controller.quorum.voters", "1@" + address("CONTROLLER"));
        p.put(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SCRAM:SASL_SSL,MTLS:SSL,OAUTH:SASL_SSL");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("ssl.keystore.location", own.toString());
        p.put("ssl.keystore.type", "PKCS12");
        p.put("ssl.keystore.password", TestAuthority.PASSWORD);
        p.put("ssl.truststore.location", folder.resolve("ca.pem").toString());
        p.put("ssl.truststore.type", "PEM");
        p.put("listener.name.mtls.ssl.client.auth", "required");
        p.put("listener.name.mtls.ssl.principal.mapping.rules", "RULE:^CN=([^,]+).*$/$1/");
        p.put("listener.name.scram.sasl.enabled.mechanisms", MECHANISM);
        p.put("listener.name.scram.scram-sha-512.sasl.jaas.config", LOGIN + "scram.ScramLoginModule required;");
        p.put("listener.name.oauth.sasl.enabled.mechanisms", "OAUTHBEARER");
        p.put(
                "listener.name.oauth.oauthbearer.sasl.jaas.config",
                LOGIN + "oauthbearer.OAuthBearerLoginModule required;");
        p.put(
                "listener.name.oauth.oauthbearer.sasl.server.callback.handler.class",
                LOGIN + "oauthbearer.OAuthBearerValidatorCallbackHandler");
        p.put("sasl.oauthbearer.jwks.endpoint.url", keys);
        p.put("sasl.oauthbearer.expected.audience", TokenServer.AUDIENCE);
        p.put("org.apache.kafka.sasl.oauthbearer.allowed.urls", keys);
        p.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The listener without TLS is the broker's own.
        p.put("super.users", "User:ANONYMOUS;User:admin");
        return p;
    }

    private static Map<String, Integer> ports() throws IOException {
        Map<String, Integer> ports = new HashMap<>();
        for (String listener : List.of("PLAINTEXT", "CONTROLLER", "SCRAM", "MTLS", "OAUTH")) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ports.put(listener, socket.getLocalPort());
            }
        }
        return ports;
    }
}
