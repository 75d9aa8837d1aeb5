/**
 * Notices of defamation under section 5 of the Defamation Act 2013 and SI 2013/3028: what a notice lacks, where it
 * stands, what is due when, letters, and what a person asks the pipeline to remove.
 *
 * <p>Start at {@link dev.sluice.topology.defamation.DefamationTopology}; {@link
 * dev.sluice.topology.defamation.PosterSteps} has the table of the Schedule. Time alone reminds, and notes that a poster was
 * silent; it removes nothing and sends nothing. Nothing here says that a statement is unlawful.
 *
 * <p>The package must not know who a poster is: it is told that details were given, never what they are.
 */
@NullMarked
package dev.sluice.topology.defamation;

import org.jspecify.annotations.NullMarked;
