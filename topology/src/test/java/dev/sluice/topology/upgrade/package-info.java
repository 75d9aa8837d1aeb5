/** State that releases left behind, under the code of today. Knows stores by their names and bytes alone. */
@NullMarked
package dev.sluice.topology.upgrade;

import org.jspecify.annotations.NullMarked;
