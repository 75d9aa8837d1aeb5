/**
 * Where evidence lies: one small interface, a folder and an object store behind it, and encryption before either.
 *
 * <p>Start at {@link dev.sluice.escalation.storage.EvidenceStorage}. A parcel of files is there whole or not at all, and
 * never changes. Storage knows names and bytes; what is in them, who signed them and who may see them is none of its
 * business.
 */
@NullMarked
package dev.sluice.escalation.storage;

import org.jspecify.annotations.NullMarked;
