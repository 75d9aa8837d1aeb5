/**
 * Takes statements of reasons to the EU's transparency database (DSA article 24(5)): each once, none lost.
 *
 * <p>Start at {@link dev.sluice.app.transparency.SubmissionOutbox}, which reads and records, and
 * {@link dev.sluice.app.transparency.BatchSender}, which asks the database. What a statement says is not decided here: it
 * is sent as it was made, or not at all. Nothing here knows policies or configuration files.
 */
@NullMarked
package dev.sluice.app.transparency;

import org.jspecify.annotations.NullMarked;
