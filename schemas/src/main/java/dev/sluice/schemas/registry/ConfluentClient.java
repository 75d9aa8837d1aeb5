package dev.sluice.schemas.registry;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Confluent compatible registry over HTTP: the one place that names the Confluent client.
 *
 * <p>The client's own coordinates are not on Maven Central; the same classes, relocated with their Avro, are inside
 * Apache Flink's registry format. So schemas cross this border as JSON text, and going back to the original coordinates
 * changes the imports of this file only.
 *
 * <p>There is one client for each address. The client itself goes on to the next address only where the connection
 * fails; here, a server that answers that it is out of order is passed over as well. The address that answered last is
 * asked first the next time.
 */
final class ConfluentClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfluentClient.class);

    /** How many schemas are kept in memory. */
    static final int CACHED_SCHEMAS = 1_000;

    private static final int TIMEOUT_MS = 10_000;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int SUBJECT_NOT_FOUND = 40401;
    private static final int CONFLICT = 409;

    private final List<SchemaRegistryClient> clients;
    private final AtomicInteger first = new AtomicInteger();

    /** A schema under a subject, as the registry holds it. */
    record Held(int id, int version, String schema) {}

    ConfluentClient(RegistrySettings settings) {
        this(settings.urls().stream()
                .map(url -> (SchemaRegistryClient)
                        new CachedSchemaRegistryClient(List.of(url), CACHED_SCHEMAS, options(settings)))
                .toList());
    }

    ConfluentClient(List<SchemaRegistryClient> clients) {
        this.clients = List.copyOf(clients);
    }

    /** The client's own configuration for these settings. */
    static Map<String, Object> options(RegistrySettings settings) {
        Map<String, Object> options = new HashMap<>();
        options.put("http.connect.timeout.ms", TIMEOUT_MS);
        options.put("http.read.timeout.ms", TIMEOUT_MS);
        switch (settings.auth()) {
            case RegistrySettings.Auth.None none -> {}
            case RegistrySettings.Auth.Basic(String user, String password) -> {
                options.put("basic.auth.credentials.source", "USER_INFO");
                options.put("basic.auth.user.info", user + ":" + password);
            }
            case RegistrySettings.Auth.Bearer(String token) -> {
                options.put("bearer.auth.credentials.source", "STATIC_TOKEN");
                options.put("bearer.auth.token", token);
            }
        }
        RegistrySettings.Tls tls = settings.tls();
        if (tls != null) {
            String prefix = "schema.registry.ssl.";
            putPath(options, prefix + "truststore.location", tls.trustStore());
            put(options, prefix + "truststore.password", tls.trustStorePassword());
            put(options, prefix + "truststore.type", tls.trustStore() == null ? null : tls.storeType());
            putPath(options, prefix + "keystore.location", tls.keyStore());
            put(options, prefix + "keystore.password", tls.keyStorePassword());
            put(options, prefix + "keystore.type", tls.keyStore() == null ? null : tls.storeType());
            put(options, prefix + "key.password", tls.keyPassword());
        }
        return options;
    }

    /** Registers a schema, and says its id; a schema that is there keeps its own. */
    int register(String subject, String name, String schema) {
        return ask(what(name, subject), client -> client.register(subject, new AvroSchema(schema)));
    }

    /** The id of a schema that is there. */
    int id(String subject, String name, String schema) {
        return ask(what(name, subject), client -> client.getId(subject, new AvroSchema(schema)));
    }

    /**
     * The text of the schema with this id; no JSON where it is none of Avro's.
     *
     * @throws UnknownSchemaException where no schema has it
     */
    String schema(int id) {
        String what = "schema id " + id;
        try {
            return ask(what, client -> text(client, id));
        } catch (RefusedSchemaException e) {
            // Refused for its id, which the record names, or for our rights, which it does not.
            String said = String.valueOf(e.getMessage());
            throw e.status() == 400 || e.status() == 422
                    ? new UnknownSchemaException(said, e)
                    : new RegistryUnavailableException(said, e);
        }
    }

    /** The versions of a subject, oldest first; none where the registry does not know it. */
    List<Integer> versions(String subject) {
        try {
            return ask("subject '" + subject + "'", client -> client.getAllVersions(subject)).stream()
                    .sorted()
                    .toList();
        } catch (UnknownSchemaException e) {
            return List.of();
        }
    }

    /** One version of a subject. */
    Held version(String subject, int version) {
        SchemaMetadata found = ask(
                "version " + version + " of subject '" + subject + "'",
                client -> client.getSchemaMetadata(subject, version));
        return new Held(found.getId(), found.getVersion(), found.getSchema());
    }

    /** The rule for new versions of a subject: its own, else that of the whole registry. */
    Compatibility rule(String subject) {
        String what = "the compatibility rule of subject '" + subject + "'";
        try {
            return Compatibility.of(ask(what, client -> client.getCompatibility(subject)));
        } catch (UnknownSchemaException e) {
            return Compatibility.of(ask(what, ConfluentClient::ruleOfAll));
        }
    }

    /** Gives a subject a rule of its own. */
    void setRule(String subject, Compatibility rule) {
        String unused = ask(
                "the compatibility rule of subject '" + subject + "'",
                client -> client.updateCompatibility(subject, rule.name()));
    }

    @Override
    public void close() {
        IOException failure = null;
        for (SchemaRegistryClient client : clients) {
            try {
                client.close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw new RegistryUnavailableException("the connection to the schema registry did not close", failure);
        }
    }

    private static String what(String name, String subject) {
        return "schema " + name + " under subject '" + subject + "'";
    }

    @SuppressWarnings("NullAway") // The client is not annotated: null names no subject but the registry as a whole.
    private static String ruleOfAll(SchemaRegistryClient client) throws IOException, RestClientException {
        return client.getCompatibility(null);
    }

    /** Asks one address after the other, until one answers. */
    private <T> T ask(String what, Question<T> question) {
        int begin = first.get();
        RegistryUnavailableException away = null;
        for (int i = 0; i < clients.size(); i++) {
            int at = (begin + i) % clients.size();
            try {
                T answer = ask(what, clients.get(at), question);
                if (away != null) {
                    LOG.warn("{}; server {} of registry.urls answered instead", away.getMessage(), at + 1);
                }
                first.set(at);
                return answer;
            } catch (RegistryUnavailableException e) {
                away = e;
            }
        }
        throw away == null ? new RegistryUnavailableException("no schema registry is named for " + what) : away;
    }

    private static <T> T ask(String what, SchemaRegistryClient client, Question<T> question) {
        try {
            return question.of(client);
        } catch (IOException e) {
            throw new RegistryUnavailableException(
                    "the schema registry cannot be reached for " + what + " (" + reason(e) + ")", e);
        } catch (RestClientException e) {
            throw refusal(what, e);
        }
    }

    /** Why a connection failed, in its own words; what cannot be read of an answer would be quoted by its exception. */
    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        boolean ofTheNetwork = e instanceof SocketException
                || e instanceof SocketTimeoutException
                || e instanceof UnknownHostException
                || e instanceof SSLException;
        return ofTheNetwork && e.getMessage() != null
                ? name + ": " + e.getMessage().lines().findFirst().orElse("")
                : name;
    }

    private static String text(SchemaRegistryClient client, int id) throws IOException, RestClientException {
        try {
            return client.getSchemaById(id).canonicalString();
        } catch (IOException e) {
            if (invalidSchema(e)) {
                return "";
            }
            throw e;
        }
    }

    /** The client's word for a schema of JSON or Protobuf, and for Avro that it cannot parse. */
    private static boolean invalidSchema(IOException e) {
        return e.getClass() == IOException.class
                && e.getMessage() != null
                && e.getMessage().startsWith("Invalid schema");
    }

    private static SchemaRegistryException refusal(String what, RestClientException e) {
        int code = e.getErrorCode();
        int status = e.getStatus();
        String answer = " (HTTP " + status + ", error " + code + ")";
        if (status == 404 || code == SCHEMA_NOT_FOUND || code == SUBJECT_NOT_FOUND) {
            return new UnknownSchemaException("the schema registry does not know " + what + answer, e);
        }
        if (status >= 500 || status == 408 || status == 429) {
            return new RegistryUnavailableException("the schema registry is out of order for " + what + answer, e);
        }
        return new RefusedSchemaException("the schema registry refused " + what + answer, e, status);
    }

    /** Whether a refusal is about the schema, not about who asks. */
    static boolean isAboutTheSchema(RefusedSchemaException refusal) {
        return refusal.status() == CONFLICT || refusal.status() == 422;
    }

    private static void put(Map<String, Object> options, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, value);
        }
    }

    private static void putPath(Map<String, Object> options, String key, @Nullable Path value) {
        put(options, key, value == null ? null : value.toString());
    }

    /** What is asked of one server. */
    @FunctionalInterface
    private interface Question<T> {
        T of(SchemaRegistryClient client) throws IOException, RestClientException;
    }
}
