/**
 * Pages for people, apart from what they are printed on: headings, paragraphs, tables, quotes. One page becomes Markdown,
 * plain text, HTML or PDF with the same words.
 *
 * <p>Text from strangers is a value here and never markup. The package must not know evidence or PDF.
 */
@NullMarked
package dev.sluice.app.export.page;

import org.jspecify.annotations.NullMarked;
