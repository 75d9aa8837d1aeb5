/**
 * One package on its way out: what it says, what of that is masked, who has touched it and how it is proved, in the forms
 * in which pages and tables show them.
 *
 * <p>Start at {@link dev.sluice.app.export.casefile.CaseFile}. The package must not know formats of files.
 */
@NullMarked
package dev.sluice.app.export.casefile;

import org.jspecify.annotations.NullMarked;
