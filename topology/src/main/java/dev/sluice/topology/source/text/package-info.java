/**
 * Plain text out of marked-up text, with where each character was: HTML, Markdown, the message formats of Slack and
 * Discord, facets.
 *
 * <p>Everything is one pass over the text without recursion, so that nesting, unclosed tags and entities without end
 * cost no more than plain words do. Nothing that a reader may have seen is left out in doubt: what is not understood is
 * taken as text. Start at {@link dev.sluice.topology.source.text.TextFormat}. This package must not know records,
 * mappings or Kafka.
 */
@NullMarked
package dev.sluice.topology.source.text;

import org.jspecify.annotations.NullMarked;
