/**
 * Masks who wrote what and how to reach them, and keeps a list of what was masked.
 *
 * <p>Start at {@link dev.sluice.app.export.redact.Redactor}. The package must not know files or formats. It finds
 * addresses by their form; a name in plain words it cannot tell from any other word, and its pages say so. In marked-up
 * words it shows nothing that the masked plain text does not show.
 */
@NullMarked
package dev.sluice.app.export.redact;

import org.jspecify.annotations.NullMarked;
