/**
 * Requests for erasure (GDPR art. 17): run at once where no hold stands, put off where one does, and run by themselves when
 * the last one is released.
 *
 * <p>Start at {@link dev.sluice.escalation.erasure.ErasureRegister}. A request destroys the keys that what is kept about a
 * person is encrypted with, and deletes evidence as far as the schedule lets it go. The journal names a person by a hash.
 */
@NullMarked
package dev.sluice.escalation.erasure;

import org.jspecify.annotations.NullMarked;
