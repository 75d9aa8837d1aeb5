/**
 * Everything on one machine without anything installed: a real Kafka broker in a child process, and the stack around
 * it.
 *
 * <p>Start at {@link dev.sluice.app.embedded.EmbeddedStack}. The broker ({@link dev.sluice.app.embedded.EmbeddedBroker}
 * outside, {@link dev.sluice.app.embedded.BrokerMain} inside the child) must know nothing of the pipeline; nothing here
 * knows files of posts or the terminal.
 */
@NullMarked
package dev.sluice.app.embedded;

import org.jspecify.annotations.NullMarked;
