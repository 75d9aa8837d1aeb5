/**
 * File system steps that hold after a power cut, each announced before it is taken so that a test can fail it.
 *
 * <p>Start at {@link dev.sluice.escalation.durable.DurableFiles}. Knows files and nothing of what is in them.
 */
@NullMarked
package dev.sluice.escalation.durable;

import org.jspecify.annotations.NullMarked;
