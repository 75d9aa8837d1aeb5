package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Addresses.Address;
import dev.sluice.app.doctor.ListenerProbe.Spoken;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether the listener speaks what the configuration says: TLS or not, SASL or not, the mechanism, a client's
 * certificate. Kafka's own clients say of a wrong protocol only that they got no answer in time.
 */
record ListenerCheck() implements Check {
    static final String NAME = "listener";
    private static final String PROTOCOL = "kafka.properties.security.protocol";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of(ConfigurationCheck.NAME, ClientSettingsCheck.NAME, BootstrapCheck.NAME);
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(15);
    }

    @Override
    public List<Remark> look(Patient patient) throws IOException, GeneralSecurityException {
        Map<String, String> properties = patient.config().kafka().properties() == null
                ? Map.of()
                : patient.config().kafka().properties();
        String mechanism = properties.getOrDefault("sasl.mechanism", "");
        for (Address address : Addresses.of(patient.config().kafka().bootstrapServers())) {
            if (Connecting.trouble(address).isEmpty()) {
                try {
                    Spoken spoken = ListenerProbe.ask(address, mechanism.isEmpty() ? "NONE" : mechanism);
                    return judge(address, spoken, properties);
                } catch (SocketTimeoutException e) {
                    return List.of(Remark.warn(
                            "the listener at " + address
                                    + " does not say within 3 s what it speaks; allowed: a broker of"
                                    + " Kafka's that is not overloaded",
                            "see what is said under '" + LogOnCheck.NAME + "'"));
                }
            }
        }
        return List.of(Remark.fail("no bootstrap server takes connections any more", "run the doctor again"));
    }

    /** What is to be said of a listener that speaks so. */
    static List<Remark> judge(Address address, Spoken spoken, Map<String, String> properties) {
        String protocol = ClientSettingsCheck.protocol(properties);
        boolean tls = protocol.endsWith("SSL");
        boolean sasl = protocol.startsWith("SASL");
        boolean asks = Boolean.TRUE.equals(spoken.sasl());
        String given = PROTOCOL + " is " + protocol + ", and the listener at " + address + " ";
        String set = "set " + PROTOCOL + " so, or name the port of another listener";
        if (tls != spoken.tls()) {
            return List.of(Remark.fail(
                    given + (spoken.tls() ? "speaks TLS" : "does not speak TLS") + "; allowed: "
                            + (spoken.tls()
                                    ? (sasl || asks ? "SASL_SSL" : "SSL")
                                    : (sasl ? "SASL_PLAINTEXT" : "PLAINTEXT")),
                    set));
        }
        if (spoken.sasl() != null && sasl != asks) {
            return List.of(Remark.fail(
                    given
                            + (asks
                                    ? "asks clients to log on by SASL with " + String.join(", ", spoken.mechanisms())
                                    : "takes no SASL")
                            + "; allowed: "
                            + (asks ? "SASL_" + (tls ? "SSL" : "PLAINTEXT") : (tls ? "SSL" : "PLAINTEXT")),
                    set));
        }
        return details(address, spoken, properties, protocol);
    }

    /** What is to be said of a listener that speaks the right protocol. */
    private static List<Remark> details(
            Address address, Spoken spoken, Map<String, String> properties, String protocol) {
        List<Remark> remarks = new ArrayList<>();
        String mechanism = properties.getOrDefault("sasl.mechanism", "");
        if (protocol.startsWith("SASL")
                && !spoken.mechanisms().isEmpty()
                && !spoken.mechanisms().contains(mechanism)) {
            remarks.add(Remark.fail(
                    "kafka.properties.sasl.mechanism is " + mechanism + ", and the listener at " + address
                            + " does not take it; allowed: " + String.join(", ", spoken.mechanisms()),
                    "name one of these, with the login module that belongs to it"));
        }
        boolean hasKey = properties.keySet().stream().anyMatch(key -> key.startsWith("ssl.keystore."));
        if (spoken.asksForCertificate() && !hasKey) {
            remarks.add(Remark.fail(
                    "the listener at " + address + " asks for a client's certificate, and none is named; allowed:"
                            + " kafka.properties.ssl.keystore.location",
                    "name the key store with this client's key and certificate"));
        }
        addEnd(remarks, address, spoken);
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(address + " speaks " + protocol
                    + (spoken.mechanisms().isEmpty() ? "" : " with " + String.join(", ", spoken.mechanisms()))
                    + (spoken.asksForCertificate() ? " and asks for a certificate" : "")));
        }
        return remarks;
    }

    private static void addEnd(List<Remark> remarks, Address address, Spoken spoken) {
        if (spoken.certificate() == null) {
            return;
        }
        Instant until = spoken.certificate().getNotAfter().toInstant();
        if (until.isBefore(Clock.systemUTC().instant().plus(Duration.ofDays(14)))) {
            remarks.add(Remark.warn(
                    "the certificate of the listener at " + address + " ends on " + until,
                    "tell those who look after the brokers"));
        }
    }
}
