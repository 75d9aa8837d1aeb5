/**
 * What {@code sluice top} shows: scrapes of processes, made into rates, queues and costs, as lines or as JSON. Start at
 * {@link dev.sluice.app.top.Figures}.
 *
 * <p>It knows what processes say over HTTP and nothing of how they work. What it prints of others is made fit for a
 * terminal.
 */
@NullMarked
package dev.sluice.app.top;

import org.jspecify.annotations.NullMarked;
