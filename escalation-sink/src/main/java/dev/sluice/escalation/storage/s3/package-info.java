/**
 * Evidence in an object store that speaks the S3 protocol: conditional create, object lock, legal hold, server-side
 * encryption.
 *
 * <p>Start at {@link dev.sluice.escalation.storage.s3.S3Storage}. The only package that knows the AWS SDK, which is
 * optional on the class path: a vault in a folder, and every verifier, do without it.
 */
@NullMarked
package dev.sluice.escalation.storage.s3;

import org.jspecify.annotations.NullMarked;
