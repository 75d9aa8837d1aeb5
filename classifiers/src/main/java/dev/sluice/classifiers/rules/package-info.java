/**
 * Rules that need order, proximity or logic over several words.
 *
 * <p>Rule packs are data ({@code policies/rules/*.yaml}); their queries are Lucene's. Knows folded text and categories; must
 * not know what score or decision a rule leads to. Start at {@link dev.sluice.classifiers.rules.RuleClassifier}.
 */
@NullMarked
package dev.sluice.classifiers.rules;

import org.jspecify.annotations.NullMarked;
