/**
 * Turns records in other formats into posts, as mappings say: data of their own, read from {@code sources/*.yaml}.
 *
 * <p>A mapping names fields by JSON Pointer; Avro and rows of CSV are read as if they were JSON. What cannot be mapped is
 * refused with the pointer, what was found there and what is allowed; no message quotes a value. Start at
 * {@link dev.sluice.topology.source.Mapper}. This package must not know Kafka Streams, brokers or files of posts.
 */
@NullMarked
package dev.sluice.topology.source;

import org.jspecify.annotations.NullMarked;
