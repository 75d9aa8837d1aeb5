package dev.sluice.topology.source.text;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a text of a source is written in. */
public enum TextFormat {
    /** Nothing but words. */
    PLAIN,
    /** HTML, a fragment or a page. */
    HTML,
    /** Markdown as CommonMark has it. */
    MARKDOWN,
    /** Slack's mrkdwn. */
    SLACK,
    /** Discord's Markdown. */
    DISCORD,
    /** Words with facets beside them, as Bluesky has them. */
    FACETS;

    /** The format with this id, such as {@code html}. */
    public static TextFormat of(String id) {
        return Stream.of(values())
                .filter(format -> format.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("text format '" + id + "'; allowed: " + allowed()));
    }

    /** All ids, for messages. */
    public static String allowed() {
        return Stream.of(values()).map(TextFormat::id).collect(Collectors.joining(", "));
    }

    /** The id that mappings use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The plain text of a text in this format. Takes time in proportion to its length; see {@link MarkdownText} for how
     * Markdown is kept to that.
     */
    public ExtractedText extract(String original) {
        return switch (this) {
            case PLAIN -> plain(original);
            case HTML -> HtmlText.extract(original);
            case MARKDOWN -> MarkdownText.extract(original);
            case SLACK -> SlackText.extract(original);
            case DISCORD -> DiscordText.extract(original);
            case FACETS -> plain(original);
        };
    }

    static ExtractedText plain(String original) {
        TextBuilder builder = new TextBuilder(original);
        builder.copy(0, original.length());
        return builder.build();
    }
}
