/**
 * Releasing policies: approvals in files, and the topic that releases are published to.
 *
 * <p>Start at {@link dev.sluice.app.release.ReleaseDesk}. It must not know the terminal; what may come into force is
 * the business of {@link dev.sluice.topology.release.ReleaseVerifier}, which every reader of the topic asks again.
 */
@NullMarked
package dev.sluice.app.release;

import org.jspecify.annotations.NullMarked;
