/**
 * Shows what a mapping of a source makes of a file.
 *
 * <p>Start at {@link dev.sluice.app.sources.SourceCheck}. This package must not know Kafka or how commands are called.
 */
@NullMarked
package dev.sluice.app.sources;

import org.jspecify.annotations.NullMarked;
