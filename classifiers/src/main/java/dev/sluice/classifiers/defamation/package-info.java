/**
 * Damaging factual allegations about somebody who can be identified: who is meant, what is alleged, and how it is put.
 *
 * <p>A learned model finds, from how a post is built and from its masked words; lists of words explain. It never says
 * that a post <em>is</em> defamatory: that is for people, with the law before them. Knows folded text and where names
 * are; must not know what follows from a signal. Start at {@link dev.sluice.classifiers.defamation.DefamationClassifier}.
 */
@NullMarked
package dev.sluice.classifiers.defamation;

import org.jspecify.annotations.NullMarked;
