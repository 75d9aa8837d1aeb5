/**
 * What the stream knows beyond the post: how heated its thread is, who else posts its words or at its target, how its
 * author behaves; and whether a mediation or a nudge has helped.
 *
 * <p>Each processor fills its part of the record {@code Context} from a store keyed like its input. They measure and
 * remember; what follows from it is the policy's business.
 */
@NullMarked
package dev.sluice.topology.context;

import org.jspecify.annotations.NullMarked;
