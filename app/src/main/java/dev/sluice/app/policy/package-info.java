/**
 * What people do with policies before they are in force: check them and have a decision explained.
 *
 * <p>It joins detectors and policies without Kafka. It must know neither the terminal nor files of posts.
 */
@NullMarked
package dev.sluice.app.policy;

import org.jspecify.annotations.NullMarked;
