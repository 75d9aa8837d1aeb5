/**
 * What people are told of decisions, and which of those they may contest.
 *
 * <p>It must not know who decides, nor names and addresses.
 */
@NullMarked
package dev.sluice.topology.casework.message;

import org.jspecify.annotations.NullMarked;
