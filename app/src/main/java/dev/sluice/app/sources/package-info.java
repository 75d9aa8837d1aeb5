/**
 * Shows what a mapping of a source makes of a file, and what was posted behind the text that it made.
 *
 * <p>Start at {@link dev.sluice.app.sources.SourceCheck}, or at {@link dev.sluice.app.sources.Originals} with a post that was
 * mapped. This package must not know Kafka or how commands are called.
 */
@NullMarked
package dev.sluice.app.sources;

import org.jspecify.annotations.NullMarked;
