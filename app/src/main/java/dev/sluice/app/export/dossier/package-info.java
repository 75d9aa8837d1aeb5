/**
 * The dossier: one package as a document for people who were not there, in the order in which lawyers read.
 *
 * <p>Start at {@link dev.sluice.app.export.dossier.Dossier}. It says what was recorded, how sure that is and what was not
 * collected. It never says that words are unlawful. The package must not know PDF.
 */
@NullMarked
package dev.sluice.app.export.dossier;

import org.jspecify.annotations.NullMarked;
