/**
 * Answers as the Comment Analyzer API (Perspective) does, so that its clients change their address and nothing else.
 * Field names and errors follow Google's public reference of the API, version v1alpha1. It must not know Kafka.
 */
@NullMarked
package dev.sluice.app.http.perspective;

import org.jspecify.annotations.NullMarked;
