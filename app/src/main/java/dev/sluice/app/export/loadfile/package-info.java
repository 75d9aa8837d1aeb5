/**
 * Load files for review platforms: a table with one row a document (DAT), a table of images (OPT), and folders with text,
 * natives and PDF; every sheet has a Bates number.
 *
 * <p>Start at {@link dev.sluice.app.export.loadfile.LoadFile}. What platforms want differs, so delimiters, encoding and
 * dates are a profile, which is data.
 */
@NullMarked
package dev.sluice.app.export.loadfile;

import org.jspecify.annotations.NullMarked;
