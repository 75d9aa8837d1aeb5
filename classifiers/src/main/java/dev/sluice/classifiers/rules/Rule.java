package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Category;
import java.util.List;
import org.apache.lucene.search.Query;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a pack.
 *
 * @param id unique among all packs
 * @param category the risk that it speaks for
 * @param languages BCP 47 primary tags, or {@code *}
 * @param query Lucene query over folded tokens
 * @param weight log-odds that it adds; negative where it speaks against
 * @param group the group whose cap it shares, as {@code pack.group}
 * @param description what it looks for and why, for reviewers
 * @param owner who answers for it
 * @param match posts that it must match
 * @param miss posts that it must not match
 * @param source file and line, for errors
 */
public record Rule(
        String id,
        Category category,
        List<String> languages,
        Query query,
        float weight,
        @Nullable String group,
        String description,
        String owner,
        List<String> match,
        List<String> miss,
        String source) {
    /** Copies the lists. */
    public Rule {
        languages = List.copyOf(languages);
        match = List.copyOf(match);
        miss = List.copyOf(miss);
    }
}
