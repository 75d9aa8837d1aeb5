/**
 * Reads files of posts: one JSON object a line, plain or gzip, into the records of the contract.
 *
 * <p>Everything is bounded (line length, nesting, remembered threads) and strict (UTF-8, duplicate keys, types); a line
 * that cannot be taken is answered with its number and a reason, never skipped. Start at
 * {@link dev.sluice.app.posts.PostLines}. This package must not know Kafka, the pipeline or the terminal.
 */
@NullMarked
package dev.sluice.app.posts;

import org.jspecify.annotations.NullMarked;
