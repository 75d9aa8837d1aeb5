/**
 * Records to bytes and back, in the Confluent wire format.
 *
 * <p>Start at {@link dev.sluice.schemas.serde.AvroSerde}. Bytes come from strangers: what cannot be read is refused
 * with a {@link dev.sluice.schemas.serde.DecodingException} that names the reason and quotes nothing of the value. The
 * package knows registries and Kafka's serde interfaces, and must not know topics.
 */
@NullMarked
package dev.sluice.schemas.serde;

import org.jspecify.annotations.NullMarked;
