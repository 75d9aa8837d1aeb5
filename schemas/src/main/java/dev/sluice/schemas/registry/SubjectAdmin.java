package dev.sluice.schemas.registry;

import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Looks after the subjects of a registry over HTTP: says what is there and registers what is not. Subjects are named
 * without the deployment's prefix. Every method may throw {@link RegistryUnavailableException}, and
 * {@link RefusedSchemaException} where the registry does not let us.
 */
public interface SubjectAdmin extends AutoCloseable {

    /** The subject's name in the registry, prefix included. */
    String name(String subject);

    /** The id of a schema that is registered under the subject. */
    Optional<Integer> find(String subject, Schema schema);

    /**
     * Why the schema cannot follow the versions that the subject has, naming subject, field and rule; empty where it
     * can. Judged here, so that it is known before the registry is asked, and for registries that judge nothing.
     */
    Optional<String> wouldBreak(String subject, Schema schema, Compatibility rule);

    /**
     * Registers the schema, whatever the settings say, and answers its id.
     *
     * @throws RefusedSchemaException where it is incompatible, naming subject, field and rule
     */
    int register(String subject, Schema schema);

    /** The rule that new versions of the subject have to keep: its own, else that of the whole registry. */
    Compatibility rule(String subject);

    /** Gives the subject a rule of its own. */
    void setRule(String subject, Compatibility rule);

    @Override
    void close();

    /**
     * The registry that the settings name. Does not connect yet.
     *
     * @throws IllegalArgumentException for {@code mock://name}, which has no subjects
     */
    static SubjectAdmin connect(RegistrySettings settings) {
        if (settings.inMemory()) {
            throw new IllegalArgumentException("registry.urls is "
                    + settings.urls().getFirst() + ", where nothing is registered; allowed: http(s)://host:port");
        }
        return new ConfluentSchemaRegistry(settings);
    }
}
