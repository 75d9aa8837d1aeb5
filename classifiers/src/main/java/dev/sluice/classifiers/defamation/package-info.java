/**
 * Damaging factual allegations about somebody who can be identified: who is meant, what is alleged, and how it is put.
 *
 * <p>A first version by rules; it explains well and finds little that its words do not name. It never says that a post
 * <em>is</em> defamatory: that is for people, with the law before them. Knows folded text; must not know what follows
 * from a signal. Start at {@link dev.sluice.classifiers.defamation.DefamationClassifier}.
 */
@NullMarked
package dev.sluice.classifiers.defamation;

import org.jspecify.annotations.NullMarked;
