/**
 * Policy packs: versioned rules of a community, written in YAML with CEL conditions, that turn the facts about a post
 * into a ruling; and the notices that tell members about it.
 *
 * <p>Start at {@link dev.sluice.topology.policy.PolicyBook}, which loads every pack of a folder, and
 * {@link dev.sluice.topology.policy.PolicyPack#decide}. All that is loaded is immutable and may be shared by threads.
 *
 * <p>This package judges facts; it must not know where they come from: no Kafka, no state stores, no detectors, and
 * never the text of a post.
 */
@NullMarked
package dev.sluice.topology.policy;

import org.jspecify.annotations.NullMarked;
