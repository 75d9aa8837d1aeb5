/**
 * Packages as zip files: sealed ones byte for byte with their proofs, and masked copies, which say that they are copies.
 *
 * <p>Start at {@link dev.sluice.app.export.bag.BagZip}. The same package gives the same bytes: names sorted, one fixed time,
 * nothing compressed.
 */
@NullMarked
package dev.sluice.app.export.bag;

import org.jspecify.annotations.NullMarked;
