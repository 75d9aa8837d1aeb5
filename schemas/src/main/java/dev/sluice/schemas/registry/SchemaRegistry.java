package dev.sluice.schemas.registry;

import org.apache.avro.Schema;

/**
 * Knows which id stands for which writer's schema.
 *
 * <p>Implementations are safe for use by many threads and answer from memory what they have answered once.
 */
public interface SchemaRegistry extends AutoCloseable {

    /**
     * The id of a schema under a subject; registers it where the settings allow that, else looks it up.
     *
     * @param subject the name that versions of one schema share, by convention {@code <topic>-value}
     * @throws UnknownSchemaException where it is not registered and may not be
     * @throws RefusedSchemaException where the registry refuses it, as when it is incompatible
     * @throws RegistryUnavailableException where the registry cannot be reached; try again later
     */
    int idOf(String subject, Schema schema);

    /**
     * The schema with this id.
     *
     * @throws UnknownSchemaException where no schema has it, or one that is no Avro, such as JSON Schema or Protobuf
     * @throws RegistryUnavailableException where the registry cannot be reached or does not let us ask; try again later
     */
    Schema byId(int id);

    /**
     * The same registry without patience: what it has not answered yet is asked once. For whoever waits for it by a limit of
     * their own. It is closed with this one.
     */
    default SchemaRegistry askedOnce() {
        return this;
    }

    /** Lets go of connections; answers nothing afterwards that it has not answered before. */
    @Override
    void close();

    /**
     * The registry that the settings name: {@code mock://name} is answered in memory, {@code http(s)://} by a Confluent
     * compatible server. Does not connect yet.
     */
    static SchemaRegistry connect(RegistrySettings settings) {
        return settings.inMemory() ? new InMemorySchemaRegistry() : new ConfluentSchemaRegistry(settings);
    }
}
