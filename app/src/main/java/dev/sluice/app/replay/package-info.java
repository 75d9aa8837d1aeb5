/**
 * Decides history again under another policy and says what would have been different. Works from recorded decisions:
 * scores, signals and context as they were, or, where the posts are at hand, scores and signals of other models. Must
 * not know how decisions are made in the stream, nor publish anything.
 */
@NullMarked
package dev.sluice.app.replay;

import org.jspecify.annotations.NullMarked;
