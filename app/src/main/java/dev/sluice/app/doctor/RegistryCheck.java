package dev.sluice.app.doctor;

import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.doctor.Addresses.Address;
import dev.sluice.app.doctor.RegistryClient.Answer;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Whether each address of the registry answers, and answers us. */
record RegistryCheck() implements Check {
    static final String NAME = "registry";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of(ConfigurationCheck.NAME, "key stores");
    }

    @Override
    public Duration within() {
        return Duration.ofSeconds(20);
    }

    @Override
    public List<Remark> look(Patient patient) throws InterruptedException {
        SluiceConfig.Registry registry = patient.config().registry();
        if (registry.urls().getFirst().startsWith("mock:")) {
            return List.of(Remark.warn(
                    "registry.urls is " + registry.urls().getFirst()
                            + ", which is kept in memory and known to nobody else;"
                            + " allowed: http(s)://host:port, but for tests",
                    "name the registry"));
        }
        List<String> troubles = new ArrayList<>();
        List<Remark> remarks = new ArrayList<>();
        try (RegistryClient client = RegistryClient.of(patient.config())) {
            for (String url : registry.urls()) {
                String trouble = trouble(client, url, subject(patient.config()));
                if (!trouble.isEmpty()) {
                    troubles.add(url + " " + trouble);
                }
                addOpen(remarks, registry, url);
            }
        }
        boolean none = troubles.size() == registry.urls().size();
        for (String trouble : troubles) {
            String mend = "correct registry.urls, start the registry, or open the way to it";
            remarks.add(none ? Remark.fail(trouble, mend) : Remark.warn(trouble, mend));
        }
        return remarks.isEmpty()
                ? List.of(Remark.ok(
                        registry.urls().size() + " of " + registry.urls().size() + " answer"))
                : remarks;
    }

    private static void addOpen(List<Remark> remarks, SluiceConfig.Registry registry, String url) {
        URI uri = URI.create(url);
        boolean secret = registry.basic() != null || registry.bearer() != null;
        boolean loopback = uri.getHost() != null && new Address(uri.getHost(), 1).isLoopback();
        if (secret && url.startsWith("http:") && !loopback) {
            remarks.add(Remark.warn(
                    "registry.urls has " + url
                            + ", and what we log on with crosses the network unencrypted; allowed: https",
                    "use the registry's https address"));
        }
    }

    /** A subject of ours: whoever may ask for subjects may be bound to those with our prefix. */
    static String subject(SluiceConfig config) {
        return Connections.prefix(config.kafka()) + TopicCatalogue.POSTS.subject();
    }

    /** What stands in the way, as the end of a sentence about the address; empty where nothing does. */
    static String trouble(RegistryClient client, String url, String subject) throws InterruptedException {
        try {
            Answer answer = client.get(url, "/subjects/" + subject + "/versions");
            return judge(answer.status(), answer.body());
        } catch (HttpTimeoutException e) {
            return "does not answer within 3 s";
        } catch (SSLException e) {
            Remark tls = Symptoms.of(e);
            return "cannot be talked to by TLS: "
                    + (tls.what().contains("not trusted")
                            ? "its certificate is not trusted; allowed: one of an authority that registry.tls.trustStore"
                                    + " holds, or the JVM's own"
                            : String.valueOf(e.getMessage()));
        } catch (ConnectException e) {
            return e.getCause() instanceof UnresolvedAddressException
                    ? "does not resolve: no name server knows the host"
                    : "refuses connections: nothing listens on that port";
        } catch (IOException e) {
            return "does not speak HTTP as a registry does (" + e.getClass().getSimpleName() + ")";
        }
    }

    /** What an answer to a question for a subject means. */
    static String judge(int status, String body) {
        if (status == 200 || status == 404 && body.contains("error_code")) {
            return "";
        }
        return switch (status) {
            case 401 -> "does not know us (401): registry.basic or registry.bearer is missing or wrong";
            case 403 -> "does not let us ask (403): the right to read subjects is lacking";
            case 404 ->
                "answers, but not as a registry does (404); allowed: the address with its path, such as"
                        + " /apis/ccompat/v7 of Apicurio Registry";
            default -> "answers " + status + ", which says that it is out of order";
        };
    }
}
