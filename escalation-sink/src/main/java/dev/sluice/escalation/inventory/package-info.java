/**
 * What cases a vault holds: the facts that holds, retention and erasure select by, and none of the words.
 *
 * <p>The package reads custody and storage and changes neither; it must not know why somebody asks.
 */
@NullMarked
package dev.sluice.escalation.inventory;

import org.jspecify.annotations.NullMarked;
