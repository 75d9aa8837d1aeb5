package dev.sluice.topology.policy;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The templates of what members are told, and their rendering as plain text. Immutable. */
public final class Notices {
    private Notices() {}

    /**
     * Loads every {@code notices/*.yaml} in {@code policiesDir}.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static Notices load(Path policiesDir) {
        throw new UnsupportedOperationException(policiesDir.toString());
    }

    /** The ids of all templates. */
    public Set<String> ids() {
        return Set.of();
    }

    /**
     * Fills in a template. The result is plain text: the channel that shows it escapes it. Control characters in values
     * become blanks.
     *
     * @throws IllegalArgumentException where no template has this id
     */
    public Notice render(String id, Values values) {
        throw new UnsupportedOperationException(id + values);
    }

    /**
     * A rendered notice.
     *
     * @param id id of the template
     * @param version version of the template
     * @param language BCP 47 tag of the template
     * @param subject one line
     * @param text the message
     */
    public record Notice(String id, String version, String language, String subject, String text) {}

    /**
     * What the placeholders stand for.
     *
     * @param community the post's community
     * @param clause number of the clause, or null where the rule names none
     * @param clauseTitle title of the clause, or null
     * @param rationale the ruling's rationale
     * @param outcome the outcome in plain lower-case words
     * @param post how the author recognises the post: its id or address, never its text
     */
    public record Values(
            String community,
            @Nullable String clause,
            @Nullable String clauseTitle,
            String rationale,
            String outcome,
            String post) {}
}
