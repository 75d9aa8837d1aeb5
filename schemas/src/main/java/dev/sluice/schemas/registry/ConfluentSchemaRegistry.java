package dev.sluice.schemas.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Confluent compatible registry over HTTP. What it has answered once it answers from memory, so that it may go away;
 * while it is away, a new question is asked again a few times, and then given up.
 */
final class ConfluentSchemaRegistry implements SchemaRegistry, SubjectAdmin {
    private static final Logger LOG = LoggerFactory.getLogger(ConfluentSchemaRegistry.class);

    /** Together under the ten seconds after which Kafka ends a transaction that does not move. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));

    private static final List<Duration> NO_PAUSES = List.of();

    private static final long PATIENCE = Duration.ofSeconds(5).toNanos();

    private final ConfluentClient client;
    private final RegistrySettings settings;
    private final Waiting waiting;
    private final UnknownIds unknown;
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    /** Ids of schemas that are no Avro; an id's schema never changes. */
    private final Set<Integer> unreadable = ConcurrentHashMap.newKeySet();

    ConfluentSchemaRegistry(RegistrySettings settings) {
        this(settings, new ConfluentClient(settings), Waiting.REAL);
    }

    ConfluentSchemaRegistry(RegistrySettings settings, ConfluentClient client, Waiting waiting) {
        this.settings = settings;
        this.client = client;
        this.waiting = waiting;
        this.unknown = new UnknownIds(waiting);
    }

    @Override
    public int idOf(String subject, Schema schema) {
        return idOf(subject, schema, PAUSES);
    }

    private int idOf(String subject, Schema schema, List<Duration> pauses) {
        return answer(ids, new SubjectSchema(subject, schema), asked -> patiently(pauses, () -> ask(asked)));
    }

    @Override
    public Schema byId(int id) {
        return byId(id, PAUSES);
    }

    private Schema byId(int id, List<Duration> pauses) {
        return answer(byId, id, asked -> ask(asked, pauses));
    }

    @Override
    public SchemaRegistry askedOnce() {
        return new AskedOnce();
    }

    @Override
    public Optional<Integer> find(String subject, Schema schema) {
        try {
            return Optional.of(client.id(name(subject), schema.getFullName(), schema.toString()));
        } catch (UnknownSchemaException e) {
            return Optional.empty();
        }
    }

    @Override
    public int register(String subject, Schema schema) {
        try {
            return client.register(name(subject), schema.getFullName(), schema.toString());
        } catch (RefusedSchemaException e) {
            throw explained(subject, schema, e);
        }
    }

    @Override
    public Optional<String> wouldBreak(String subject, Schema schema, Compatibility rule) {
        return breach(subject, schema, rule).map(breach -> message(subject, schema, breach, rule));
    }

    @Override
    public Compatibility rule(String subject) {
        return client.rule(name(subject));
    }

    @Override
    public void setRule(String subject, Compatibility rule) {
        client.setRule(name(subject), rule);
    }

    @Override
    public String name(String subject) {
        return settings.subjectPrefix() + subject;
    }

    @Override
    public void close() {
        client.close();
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
        Schema schema = asked.schema;
        return settings.autoRegister()
                ? register(asked.subject, schema)
                : client.id(name(asked.subject), schema.getFullName(), schema.toString());
    }

    private Schema ask(Integer id, List<Duration> pauses) {
        if (unreadable.contains(id)) {
            throw noAvro(id);
        }
        String text = unknown.ask(id, () -> patiently(pauses, () -> client.schema(id)));
        try {
            return new Schema.Parser().parse(text);
        } catch (AvroRuntimeException e) {
            throw noAvro(id);
        }
    }

    /** Without cause: it quotes the whole schema. */
    private UnknownSchemaException noAvro(int id) {
        if (unreadable.size() < ConfluentClient.CACHED_SCHEMAS) {
            unreadable.add(id);
        }
        return new UnknownSchemaException(
                "schema id " + id + " is no Avro schema that can be parsed; allowed: schema type AVRO");
    }

    /** A server that restarts is back within seconds. Whoever reads the log learns why something took as long. */
    private <T> T patiently(List<Duration> pauses, Supplier<T> question) {
        long began = waiting.nanoTime();
        boolean told = false;
        for (Duration wait : pauses) {
            try {
                return question.get();
            } catch (RegistryUnavailableException e) {
                if (waiting.nanoTime() - began > PATIENCE) {
                    throw e;
                }
                if (!told) {
                    LOG.warn("{}; it is asked again for some seconds", e.getMessage());
                    told = true;
                }
                waiting.pause(wait);
            }
        }
        return question.get();
    }

    /** The registry's own words differ from one to the next, and some are a stack trace. */
    private SchemaRegistryException explained(String subject, Schema schema, RefusedSchemaException refusal) {
        if (!ConfluentClient.isAboutTheSchema(refusal)) {
            return refusal;
        }
        try {
            Compatibility rule = rule(subject);
            return breach(subject, schema, rule)
                    .<SchemaRegistryException>map(breach -> new RefusedSchemaException(
                            message(subject, schema, breach, rule), refusal, refusal.status()))
                    .orElse(refusal);
        } catch (SchemaRegistryException e) {
            // Who may register may not always look.
            return refusal;
        }
    }

    private Optional<Breach> breach(String subject, Schema schema, Compatibility rule) {
        List<Integer> versions = client.versions(name(subject));
        List<Integer> against = rule.transitive() || versions.isEmpty() ? versions : List.of(versions.getLast());
        return against.reversed().stream()
                .map(version -> breach(client.version(name(subject), version), schema, rule))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Breach> breach(ConfluentClient.Held held, Schema schema, Compatibility rule) {
        @Nullable Breach found;
        try {
            found = rule.breach(schema, new Schema.Parser().parse(held.schema()), held.version());
        } catch (AvroRuntimeException e) {
            found = new Breach(
                    schema.getName(), "follows version " + held.version() + ", which is no Avro that can be parsed");
        }
        return Optional.ofNullable(found);
    }

    private String message(String subject, Schema schema, Breach breach, Compatibility rule) {
        return "subject '" + name(subject) + "' cannot take schema " + schema.getFullName() + ": field '"
                + breach.field() + "' " + breach.problem() + "; rule: " + rule;
    }

    private record SubjectSchema(String subject, Schema schema) {}

    /** Knows what this one knows, and what it learns this one knows. */
    private final class AskedOnce implements SchemaRegistry {
        @Override
        public int idOf(String subject, Schema schema) {
            return ConfluentSchemaRegistry.this.idOf(subject, schema, NO_PAUSES);
        }

        @Override
        public Schema byId(int id) {
            return ConfluentSchemaRegistry.this.byId(id, NO_PAUSES);
        }

        @Override
        public void close() {
            // Connections are those of the registry that it stands for.
        }
    }
}
