package dev.sluice.topology.intake;

import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.UnknownSchemaException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the writer's schema into a record that is kept as it was read, so that it can be decoded without a registry.
 */
public final class WriterSchemas {
    private final SchemaRegistry registry;
    private final Map<Integer, String> texts = new ConcurrentHashMap<>();

    /** Looks schemas up in this registry. */
    public WriterSchemas(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * Adds the writer's schema where the record names one that the registry knows.
     *
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException where the registry cannot be asked; nothing is
     *     lost, the record is processed again
     */
    public RawRecord describe(RawRecord raw) {
        Integer id = raw.getSchemaId();
        if (id != null && raw.getWriterSchema() == null) {
            raw.setWriterSchema(text(id));
        }
        return raw;
    }

    private @Nullable String text(int id) {
        String known = texts.get(id);
        if (known == null) {
            try {
                known = registry.byId(id).toString();
            } catch (UnknownSchemaException e) {
                return null;
            }
            texts.put(id, known);
        }
        return known;
    }
}
