package dev.sluice.schemas.topics;

import dev.sluice.schemas.registry.ShippedSchemas;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * One subject of the schema registry: the name under which the versions of one record are kept.
 *
 * @param name {@code <topic>-value}, without a deployment's prefix
 * @param valueType the record
 * @param writers who writes records under it and so needs its id
 * @param <T> the record type
 */
public record Subject<T extends SpecificRecord>(String name, Class<T> valueType, Set<Role> writers) {
    /** Copies the roles. */
    public Subject {
        writers = Set.copyOf(writers);
    }

    /** This build's schema. */
    public Schema schema() {
        return ShippedSchemas.plain(SpecificData.get().getSchema(valueType));
    }
}
