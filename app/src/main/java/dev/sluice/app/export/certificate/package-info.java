/**
 * Drafts of certificates that a qualified person may sign, and the custody report.
 *
 * <p>Start at {@link dev.sluice.app.export.certificate.CertificateTemplate}. The words are data under
 * {@code policies/exports}; a package fills in what it knows, and leaves lines for what only a person can say.
 */
@NullMarked
package dev.sluice.app.export.certificate;

import org.jspecify.annotations.NullMarked;
