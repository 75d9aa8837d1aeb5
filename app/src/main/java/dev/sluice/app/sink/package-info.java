/**
 * The process that seals evidence, with an entry point that needs the sink's own class path and no more.
 *
 * <p>It must not know the pipeline, the classifiers, or any other command: what is not on the class path of the process that
 * holds evidence keys cannot be turned against them.
 */
@NullMarked
package dev.sluice.app.sink;

import org.jspecify.annotations.NullMarked;
