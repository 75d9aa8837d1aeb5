package dev.sluice.schemas.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.avro.AvroSchema;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import org.jspecify.annotations.Nullable;

/**
 * A Confluent compatible registry over HTTP: the one place that names the Confluent client.
 *
 * <p>The client's own coordinates are not on Maven Central; the same classes, relocated with their Avro, are inside
 * Apache Flink's registry format. So schemas cross this border as JSON text, and going back to the original coordinates
 * changes the imports of this file only.
 */
final class ConfluentSchemaRegistry implements SchemaRegistry {
    private static final int CACHED_SCHEMAS = 1_000;
    private static final int TIMEOUT_MS = 10_000;
    /**
     * An id that nobody has is asked for again only after this long, so that a flood of them does not reach the
     * server.
     */
    private static final long UNKNOWN_ID_SECONDS = 5;

    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int SUBJECT_NOT_FOUND = 40401;

    private final SchemaRegistryClient client;
    private final boolean autoRegister;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    /** Ids of schemas that are no Avro; an id's schema never changes. At most {@link #CACHED_SCHEMAS}. */
    private final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();

    ConfluentSchemaRegistry(RegistrySettings settings) {
        this(
                new CachedSchemaRegistryClient(settings.urls(), CACHED_SCHEMAS, options(settings)),
                settings.autoRegister());
    }

    ConfluentSchemaRegistry(SchemaRegistryClient client, boolean autoRegister) {
        this.client = client;
        this.autoRegister = autoRegister;
    }

    /** The client's own configuration for these settings. */
    static Map<String, Object> options(RegistrySettings settings) {
        Map<String, Object> options = new HashMap<>();
        options.put("http.connect.timeout.ms", TIMEOUT_MS);
        options.put("http.read.timeout.ms", TIMEOUT_MS);
        options.put("missing.id.cache.ttl.sec", UNKNOWN_ID_SECONDS);
        options.put("missing.cache.size", CACHED_SCHEMAS);
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

    @Override
    public int idOf(String subject, Schema schema) {
        return answer(ids, new SubjectSchema(subject, schema), this::ask);
    }

    @Override
    public Schema byId(int id) {
        return answer(byId, id, this::ask);
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new RegistryUnavailableException("the connection to the schema registry did not close", e);
        }
    }

    /** Asks outside any lock, so that a slow server holds up only those who need this very answer. */
    private static <K, V> V answer(Map<K, V> known, K key, Function<K, V> ask) {
        V answer = known.get(key);
        if (answer == null) {
            answer = ask.apply(key);
            known.put(key, answer);
        }
        return answer;
    }

    private Integer ask(SubjectSchema asked) {
        AvroSchema schema = new AvroSchema(asked.schema.toString());
        String what = "schema " + asked.schema.getFullName() + " under subject '" + asked.subject + "'";
        try {
            return autoRegister ? client.register(asked.subject, schema) : client.getId(asked.subject, schema);
        } catch (IOException e) {
            throw unavailable(what, e);
        } catch (RestClientException e) {
            throw refusal(what, e);
        }
    }

    private Schema ask(Integer id) {
        if (unreadable.contains(id)) {
            throw noAvro(id);
        }
        String what = "schema id " + id;
        try {
            return new Schema.Parser().parse(client.getSchemaById(id).canonicalString());
        } catch (IOException e) {
            throw invalidSchema(e) ? noAvro(id) : unavailable(what, e);
        } catch (AvroRuntimeException e) {
            throw noAvro(id);
        } catch (RestClientException e) {
            throw refusalById(what, e);
        }
    }

    /** The client's word for a schema of JSON or Protobuf, and for Avro that it cannot parse. */
    private static boolean invalidSchema(IOException e) {
        return e.getClass() == IOException.class
                && e.getMessage() != null
                && e.getMessage().startsWith("Invalid schema");
    }

    /** Without cause: the client's message quotes the whole schema. */
    private UnknownSchemaException noAvro(int id) {
        if (unreadable.size() < CACHED_SCHEMAS) {
            unreadable.add(id);
        }
        return new UnknownSchemaException(
                "schema id " + id + " is no Avro schema that can be parsed; allowed: schema type AVRO");
    }

    private static RegistryUnavailableException unavailable(String what, IOException e) {
        return new RegistryUnavailableException(
                "the schema registry cannot be reached for " + what + " ("
                        + e.getClass().getSimpleName() + ")",
                e);
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
        return new RefusedSchemaException("the schema registry refused " + what + answer, e);
    }

    /** A request that only asks is refused for its id, which the record names, or for our rights, which it does not. */
    private static SchemaRegistryException refusalById(String what, RestClientException e) {
        SchemaRegistryException refusal = refusal(what, e);
        if (!(refusal instanceof RefusedSchemaException)) {
            return refusal;
        }
        String said = String.valueOf(refusal.getMessage());
        return e.getStatus() == 400 || e.getStatus() == 422
                ? new UnknownSchemaException(said, e)
                : new RegistryUnavailableException(said, e);
    }

    private static void put(Map<String, Object> options, String key, @Nullable String value) {
        if (value != null) {
            options.put(key, value);
        }
    }

    private static void putPath(Map<String, Object> options, String key, @Nullable Path value) {
        put(options, key, value == null ? null : value.toString());
    }

    private record SubjectSchema(String subject, Schema schema) {}
}
