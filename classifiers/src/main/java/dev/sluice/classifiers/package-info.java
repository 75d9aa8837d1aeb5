/**
 * Turns the text of a post into findings and one calibrated probability per risk category.
 *
 * <p>Three layers stay apart: detectors ({@link dev.sluice.classifiers.Classifier}) find, a calibrated model scores,
 * and
 * what to do about it is the policy's business, which this module must not know. Neither must it know Kafka, Avro, nor
 * any other module of the project. Start at {@link dev.sluice.classifiers.Assessor}.
 */
@NullMarked
package dev.sluice.classifiers;

import org.jspecify.annotations.NullMarked;
