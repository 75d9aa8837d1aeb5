package dev.sluice.topology.policy;

import dev.sluice.schemas.Context;
import dev.sluice.schemas.Risk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Facts for tests, built step by step from a post without risk. */
final class GivenPost {
    private final Risk risk = new Risk(0f, 0f, 0f, 0f, 0f, 0f);
    private final Context context = Context.newBuilder().build();
    private String post = "p1";
    private @Nullable String author;
    private String community = "gardens";
    private String language = "en";
    private boolean languageCovered = true;
    private String trigger = "post";
    private boolean cut;
    private List<String> signals = List.of();
    private List<String> unavailable = List.of();

    static GivenPost post() {
        return new GivenPost();
    }

    GivenPost id(String id) {
        post = id;
        return this;
    }

    GivenPost author(String name) {
        author = name;
        return this;
    }

    GivenPost risk(String category, double probability) {
        risk.put(category, (float) probability);
        return this;
    }

    /** Sets a field of the context by the name that it has in the record. */
    GivenPost context(String field, Object value) {
        context.put(field, value);
        return this;
    }

    GivenPost community(String name) {
        community = name;
        return this;
    }

    GivenPost language(String code) {
        language = code;
        return this;
    }

    GivenPost languageNotCovered() {
        languageCovered = false;
        return this;
    }

    GivenPost trigger(String name) {
        trigger = name;
        return this;
    }

    GivenPost cut() {
        cut = true;
        return this;
    }

    GivenPost signals(String... ids) {
        signals = List.of(ids);
        return this;
    }

    GivenPost unavailable(String... categories) {
        unavailable = List.of(categories);
        return this;
    }

    Facts facts() {
        return new Facts(
                post,
                author,
                risk,
                context,
                community,
                language,
                languageCovered,
                trigger,
                false,
                cut,
                40,
                signals,
                unavailable);
    }
}
