/**
 * What a post costs at each stage of the text work, measured with JMH on the demo community's posts.
 *
 * <p>Times stages in isolation; the whole pipeline against an identity topology is {@code sluice bench}. Must not know the
 * application.
 */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
