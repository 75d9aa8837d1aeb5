package dev.sluice.app.doctor;

import dev.sluice.app.config.SluiceConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** Whether the settings of Kafka's clients are known, go together, and leave alone what exactly once rests on. */
record ClientSettingsCheck() implements Check {
    static final String NAME = "client settings";
    private static final String PATH = "kafka.properties.";
    private static final String PROTOCOL = "security.protocol";
    private static final Set<String> PROTOCOLS = Set.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

    /** What the processes set themselves, and what becomes of it where somebody sets it here. */
    private static final Map<String, String> OURS = Map.of(
            "bootstrap.servers", "kafka.bootstrapServers",
            "application.id", "pipeline.applicationId",
            "group.id", "sink.groupId",
            "state.dir", "pipeline.stateDir",
            "num.stream.threads", "pipeline.threads",
            "transactional.id", "nothing, it follows pipeline.applicationId");

    /** Values without which a record may be lost or doubled. */
    private static final Map<String, String> EXACTLY_ONCE = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "isolation.level", "read_committed",
            "processing.guarantee", "exactly_once_v2",
            "auto.offset.reset", "earliest",
            "enable.auto.commit", "false");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Remark> look(Patient patient) {
        SluiceConfig.Kafka kafka = patient.config().kafka();
        Map<String, String> properties = kafka.properties() == null ? Map.of() : new TreeMap<>(kafka.properties());
        List<Remark> remarks = new ArrayList<>();
        properties.forEach((key, value) -> addNamed(remarks, key, value));
        addSecurity(remarks, properties, Addresses.allLoopback(kafka.bootstrapServers()));
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(
                    properties.isEmpty()
                            ? "there are none: clients connect without TLS and without logging on"
                            : properties.size() + " of Kafka's clients, " + protocol(properties)));
        }
        return remarks;
    }

    private static void addNamed(List<Remark> remarks, String key, String value) {
        String bare = KnownSettings.withoutPrefix(key);
        String ours = OURS.get(bare);
        String needed = EXACTLY_ONCE.get(bare);
        if (ours != null) {
            remarks.add(Remark.fail(
                    PATH + key + " is set; allowed: " + ours,
                    "take it out; it would hold for some clients and not others"));
        } else if (needed != null && !needed.equals(value.toLowerCase(Locale.ROOT)) && !isAll(bare, value)) {
            remarks.add(Remark.fail(
                    PATH + key + " is '" + value + "'; allowed: " + needed + ", or records are lost or doubled",
                    "take it out"));
        } else if (!KnownSettings.contains(bare)) {
            remarks.add(Remark.warn(
                    PATH + key + " is no setting of Kafka's clients; allowed: "
                            + KnownSettings.nearest(bare)
                                    .orElse("a key of Kafka's, or of a plug-in that is on the class path"),
                    "correct the key, unless a plug-in knows it"));
        }
    }

    private static boolean isAll(String key, String value) {
        return key.equals("acks") && value.equals("-1");
    }

    private static void addSecurity(List<Remark> remarks, Map<String, String> properties, boolean loopback) {
        String protocol = protocol(properties);
        if (!PROTOCOLS.contains(protocol)) {
            remarks.add(Remark.fail(
                    PATH + PROTOCOL + " is '" + protocol + "'; allowed: "
                            + String.join(", ", PROTOCOLS.stream().sorted().toList()),
                    "name the protocol of the listener"));
            return;
        }
        boolean sasl = protocol.startsWith("SASL");
        boolean tls = protocol.endsWith("SSL");
        addUnused(remarks, properties, protocol, "sasl.", sasl, "SASL_SSL");
        addUnused(remarks, properties, protocol, "ssl.", tls, sasl ? "SASL_SSL" : "SSL");
        if (sasl) {
            addSasl(remarks, properties);
        }
        if (!loopback && sasl && !tls) {
            remarks.add(Remark.warn(
                    PATH + PROTOCOL + " is " + protocol
                            + ": what clients log on with, and every post, crosses the network"
                            + " unencrypted; allowed: SASL_SSL",
                    "use the brokers' TLS listener"));
        }
        if (!loopback && properties.isEmpty()) {
            remarks.add(Remark.warn(
                    "clients neither log on nor encrypt; allowed: SASL_SSL or SSL where others can reach the network",
                    "see Logging on in docs/kafka.md"));
        }
        if (tls && "".equals(properties.get("ssl.endpoint.identification.algorithm"))) {
            remarks.add(Remark.warn(
                    PATH
                            + "ssl.endpoint.identification.algorithm is empty, so whoever has any certificate that is trusted"
                            + " can pass for a broker; allowed: https, which is the default",
                    "have the brokers' certificates name their hosts, and take the key out"));
        }
    }

    private static void addUnused(
            List<Remark> remarks,
            Map<String, String> properties,
            String protocol,
            String prefix,
            boolean used,
            String instead) {
        if (used) {
            return;
        }
        properties.keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .findFirst()
                .ifPresent(key -> {
                    boolean said = properties.containsKey(PROTOCOL);
                    remarks.add(Remark.fail(
                            PATH + PROTOCOL + " is " + protocol + (said ? "" : ", the default,") + " and does not use "
                                    + key + "; allowed: " + instead,
                            "set " + PATH + PROTOCOL + " to the protocol of the listener, or take the other out"));
                });
    }

    private static void addSasl(List<Remark> remarks, Map<String, String> properties) {
        String mechanism = properties.getOrDefault(SaslConfigs.SASL_MECHANISM, SaslConfigs.DEFAULT_SASL_MECHANISM);
        if (!properties.containsKey(SaslConfigs.SASL_MECHANISM)) {
            remarks.add(Remark.fail(
                    PATH
                            + "sasl.mechanism is missing, which means GSSAPI; allowed: PLAIN, SCRAM-SHA-256, SCRAM-SHA-512,"
                            + " OAUTHBEARER, GSSAPI",
                    "name the mechanism"));
            return;
        }
        String jaas = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas == null) {
            if (System.getProperty("java.security.auth.login.config") == null) {
                remarks.add(Remark.fail(
                        PATH + "sasl.jaas.config is missing; allowed: ${file:PATH} to one line for " + mechanism,
                        "see Logging on in docs/kafka.md"));
            }
            return;
        }
        addJaas(remarks, mechanism, jaas);
    }

    private static void addJaas(List<Remark> remarks, String mechanism, String jaas) {
        String module = moduleFor(mechanism);
        try {
            String found = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas)))
                    .configurationEntries()
                    .getFirst()
                    .getLoginModuleName();
            if (!module.isEmpty() && !found.endsWith(module) && !found.startsWith("software.amazon")) {
                remarks.add(Remark.fail(
                        PATH + "sasl.jaas.config names " + found + "; allowed for " + mechanism + ": …" + module,
                        "name the module of the mechanism, or the mechanism of the module"));
            }
        } catch (KafkaException | IllegalArgumentException | SecurityException e) {
            // Kafka's words quote what they cannot read: the password, where a quote is missing.
            remarks.add(Remark.fail(
                    PATH + "sasl.jaas.config is not one line of the form MODULE required key=\"value\" …;",
                    "look for a missing quote, or the semicolon at the end; its values are not printed here"));
        }
    }

    private static String moduleFor(String mechanism) {
        return switch (mechanism) {
            case "PLAIN" -> ".PlainLoginModule";
            case "SCRAM-SHA-256", "SCRAM-SHA-512" -> ".ScramLoginModule";
            case "OAUTHBEARER" -> ".OAuthBearerLoginModule";
            case "GSSAPI" -> ".Krb5LoginModule";
            default -> "";
        };
    }

    static String protocol(Map<String, String> properties) {
        return properties.getOrDefault(PROTOCOL, "PLAINTEXT").toUpperCase(Locale.ROOT);
    }
}
