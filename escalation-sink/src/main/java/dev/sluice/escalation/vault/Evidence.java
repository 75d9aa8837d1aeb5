package dev.sluice.escalation.vault;

import dev.sluice.schemas.Escalation;
import org.apache.avro.Schema;

/**
 * An escalation as it was read.
 *
 * @param escalation the record, decoded
 * @param value the record's bytes as they were on the topic, wire-format prefix included
 * @param writerSchema the schema that it was written with
 */
public record Evidence(Escalation escalation, byte[] value, Schema writerSchema) {
    @Override
    public String toString() {
        return "Evidence[" + value.length + " bytes]";
    }
}
