/**
 * Scores texts for requests that wait, on a bounded number of threads and with a bounded queue. It must know neither
 * HTTP nor Kafka.
 */
@NullMarked
package dev.sluice.app.http.scoring;

import org.jspecify.annotations.NullMarked;
