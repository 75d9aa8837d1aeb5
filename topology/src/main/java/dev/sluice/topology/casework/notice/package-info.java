/**
 * Notices of illegal content (DSA article 16): what they must contain, their cases, and what notifiers are told.
 *
 * <p>Name and address of a notifier go no further than here.
 */
@NullMarked
package dev.sluice.topology.casework.notice;

import org.jspecify.annotations.NullMarked;
