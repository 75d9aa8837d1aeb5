/**
 * Plays a file of posts through a pipeline and writes down what comes out.
 *
 * <p>{@link dev.sluice.app.play.PostPublisher} puts posts in, {@link dev.sluice.app.play.OutputReader} reads what is
 * decided, {@link dev.sluice.app.play.OutputFolder} writes it. Nothing here knows how the pipeline is run, nor the
 * terminal.
 */
@NullMarked
package dev.sluice.app.play;

import org.jspecify.annotations.NullMarked;
