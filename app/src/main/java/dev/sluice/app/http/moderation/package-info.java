/**
 * Answers in the shape of OpenAI's moderation endpoint, with the categories that are really scored. It must not know
 * Kafka.
 */
@NullMarked
package dev.sluice.app.http.moderation;

import org.jspecify.annotations.NullMarked;
