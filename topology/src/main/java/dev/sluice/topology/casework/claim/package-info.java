/**
 * Who may work on which case, and for how long: leases, conflicts of interest, limits to what one reviewer bears.
 *
 * <p>It must not know what is decided about a case.
 */
@NullMarked
package dev.sluice.topology.casework.claim;

import org.jspecify.annotations.NullMarked;
