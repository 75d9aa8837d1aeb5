/**
 * Scores posts without Kafka, as {@code sluice score} does, and writes what was found as JSON lines or tables.
 *
 * <p>It must know neither topology nor policy: it says what was found, not what follows.
 */
@NullMarked
package dev.sluice.app.score;

import org.jspecify.annotations.NullMarked;
