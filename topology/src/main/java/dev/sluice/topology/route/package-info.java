/**
 * What follows from a decision: the records for reviewers, platform and legal, and what earlier decisions asked for
 * that this one takes back.
 *
 * <p>{@link dev.sluice.topology.route.Settlement} compares a decision with what is in force; the rest turns the
 * difference into records. Nothing is judged here.
 */
@NullMarked
package dev.sluice.topology.route;

import org.jspecify.annotations.NullMarked;
