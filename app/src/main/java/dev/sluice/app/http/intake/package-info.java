/**
 * Takes posts in and tells their decisions: what is acknowledged is in Kafka, acknowledged by all replicas in sync. It
 * must not know how texts are scored.
 */
@NullMarked
package dev.sluice.app.http.intake;

import org.jspecify.annotations.NullMarked;
