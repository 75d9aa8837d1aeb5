/**
 * Schema ids: which number stands for which writer's schema.
 *
 * <p>Start at {@link dev.sluice.schemas.registry.SchemaRegistry}, and at {@link dev.sluice.schemas.registry.SubjectAdmin}
 * for what is registered. The Confluent client is confined to
 * {@link dev.sluice.schemas.registry.ConfluentClient}; nothing else may name its classes. The package must not
 * know topics, records' bytes or Kafka.
 */
@NullMarked
package dev.sluice.schemas.registry;

import org.jspecify.annotations.NullMarked;
