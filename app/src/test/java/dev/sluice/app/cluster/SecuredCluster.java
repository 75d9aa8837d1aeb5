package dev.sluice.app.cluster;

import dev.sluice.app.embedded.EmbeddedBroker;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.config.SaslConfigs;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real broker that lets nobody in who does not log on, and nobody do what no access list allows: SASL on every
 * listener, StandardAuthorizer, one super user. From the same provider as {@link KafkaCluster}'s.
 */
public final class SecuredCluster implements GuardedCluster {
    private static final String ADMIN = "admin";
    private static final String ADMIN_PASSWORD = "of-the-admin";
    private static final int ITERATIONS = 4096;

    private static final String JAAS = "sasl.jaas.config";
    private static final Map<String, String> SETTINGS = settings();

    private final String bootstrapServers;
    private final Runnable stop;

    private SecuredCluster(String bootstrapServers, Runnable stop) {
        this.bootstrapServers = bootstrapServers;
        this.stop = stop;
    }

    /** Starts it. */
    public static SecuredCluster start() {
        return switch (KafkaCluster.PROVIDER) {
            case "embedded" -> {
                Map<String, String> settings = new HashMap<>(SETTINGS);
                settings.put("inter.broker.listener.name", "PLAINTEXT");
                EmbeddedBroker broker = EmbeddedBroker.start(512, settings);
                yield new SecuredCluster(broker.bootstrapServers(), broker::close);
            }
            case "containers" -> {
                KafkaContainer container = new KafkaContainer(
                        DockerImageName.parse(KafkaCluster.IMAGE).asCompatibleSubstituteFor("apache/kafka"));
                container.withEnv("KAFKA_MESSAGE_MAX_BYTES", Integer.toString(16 << 20));
                SETTINGS.forEach((key, value) -> {
                    if (!key.endsWith(JAAS)) {
                        container.withEnv(variable(key), value);
                    }
                });
                // Mechanisms with a dash cannot be named in every image's variables, so what they log on with is a
                // file.
                container
                        .withCopyToContainer(Transferable.of(serverJaas()), "/tmp/jaas.conf")
                        .withEnv("JAVA_TOOL_OPTIONS", "-Djava.security.auth.login.config=/tmp/jaas.conf");
                // Within the container, brokers and controllers talk to each other without logging on.
                container
                        .withEnv(
                                "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "BROKER:PLAINTEXT,PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT")
                        .withEnv("KAFKA_SUPER_USERS", "User:admin;User:ANONYMOUS")
                        .start();
                yield new SecuredCluster(container.getBootstrapServers(), container::stop);
            }
            default -> throw new IllegalArgumentException("sluice.cluster is '" + KafkaCluster.PROVIDER + "'");
        };
    }

    /** Where it is. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public String bootstrapServers(String user) {
        return bootstrapServers;
    }

    @Override
    public Map<String, String> logOn(String user) {
        return user.equals(ADMIN) ? admin() : user(user);
    }

    /** Properties by which the super user logs on. */
    public Map<String, String> admin() {
        return logOn("PLAIN", jaas("plain.PlainLoginModule", ADMIN, ADMIN_PASSWORD));
    }

    /** Properties by which a user logs on who was made with {@link #create}. */
    public Map<String, String> user(String name) {
        return logOn("SCRAM-SHA-256", jaas("scram.ScramLoginModule", name, passwordOf(name)));
    }

    /** Settings of a client that logs on so. */
    public Map<String, Object> client(Map<String, String> logOn) {
        Map<String, Object> settings = new HashMap<>(logOn);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return settings;
    }

    /** Makes users, with no rights yet. */
    public void create(List<String> names) throws Exception {
        ScramCredentialInfo how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_256, ITERATIONS);
        List<UserScramCredentialAlteration> users = names.stream()
                .<UserScramCredentialAlteration>map(
                        name -> new UserScramCredentialUpsertion(name, how, passwordOf(name)))
                .toList();
        try (Admin admin = Admin.create(client(admin()))) {
            admin.alterUserScramCredentials(users).all().get();
        }
    }

    @Override
    public void close() {
        stop.run();
    }

    private static String passwordOf(String name) {
        return "of-" + name;
    }

    private static Map<String, String> logOn(String mechanism, String jaas) {
        return Map.of(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_PLAINTEXT",
                SaslConfigs.SASL_MECHANISM, mechanism,
                SaslConfigs.SASL_JAAS_CONFIG, jaas);
    }

    private static String jaas(String module, String user, String password) {
        return "org.apache.kafka.common.security.%s required username=\"%s\" password=\"%s\";"
                .formatted(module, user, password);
    }

    /** The users whom the broker knows by itself, and that it knows others who were made. */
    private static String serverJaas() {
        return "KafkaServer {\n" + SETTINGS.get("listener.name.plaintext.plain." + JAAS) + "\n"
                + SETTINGS.get("listener.name.plaintext.scram-sha-256." + JAAS) + "\n};\n";
    }

    private static Map<String, String> settings() {
        String broker = jaas("plain.PlainLoginModule", ADMIN, ADMIN_PASSWORD).replace(";", "") + " user_" + ADMIN
                + "=\"" + ADMIN_PASSWORD + "\";";
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put("sasl.mechanism.controller.protocol", "PLAIN");
        settings.put("listener.name.plaintext.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-256");
        settings.put("listener.name.plaintext.plain." + JAAS, broker);
        settings.put(
                "listener.name.plaintext.scram-sha-256." + JAAS,
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        settings.put("listener.name.controller.sasl.enabled.mechanisms", "PLAIN");
        settings.put("listener.name.controller.plain." + JAAS, broker);
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:" + ADMIN);
        return settings;
    }

    /** How the image wants a property to be called. */
    private static String variable(String property) {
        return "KAFKA_"
                + property.replace("_", "__")
                        .replace("-", "___")
                        .replace('.', '_')
                        .toUpperCase(Locale.ROOT);
    }
}
