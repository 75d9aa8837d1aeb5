/**
 * The list of cases as a table for spreadsheets: one row a package, no words of posts.
 *
 * <p>Start at {@link dev.sluice.app.export.cases.CasesCsv}.
 */
@NullMarked
package dev.sluice.app.export.cases;

import org.jspecify.annotations.NullMarked;
