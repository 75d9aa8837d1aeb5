/**
 * Legal holds: who has asked for which evidence to be kept, until when somebody must look again, and who let go of it.
 *
 * <p>Start at {@link dev.sluice.escalation.hold.HoldRegister}. A hold goes PROPOSED, ACTIVE, REVIEW_DUE, RELEASED, and
 * keeps what it covers from the moment it is proposed until two people have released it; no clock releases one. The package
 * must not know how long evidence is kept otherwise, or what is erased when.
 */
@NullMarked
package dev.sluice.escalation.hold;

import org.jspecify.annotations.NullMarked;
