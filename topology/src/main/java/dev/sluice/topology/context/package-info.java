/**
 * What the stream knows beyond the post: how heated its thread is, who else posts at its target, how its author
 * behaves.
 *
 * <p>Each processor fills its part of the record {@code Context} from a store keyed like its input. They measure and
 * remember; what follows from it is the policy's business.
 */
@NullMarked
package dev.sluice.topology.context;

import org.jspecify.annotations.NullMarked;
