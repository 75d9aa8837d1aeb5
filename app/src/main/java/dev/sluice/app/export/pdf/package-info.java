/**
 * Prints pages as PDF/A: fonts embedded, nothing fetched, no scripts, the same bytes for the same page.
 *
 * <p>Start at {@link dev.sluice.app.export.pdf.PdfPrinter}. Only this package knows the PDF libraries. It must not know
 * evidence.
 *
 * <p>The fonts beside it are DejaVu 2.37 as published; their licence lies with them.
 */
@NullMarked
package dev.sluice.app.export.pdf;

import org.jspecify.annotations.NullMarked;
