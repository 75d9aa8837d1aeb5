package dev.sluice.topology.source.text;

import java.util.List;

/**
 * Plain text that was taken out of marked-up text.
 *
 * @param text the plain text
 * @param map where its characters were
 * @param links where its links lead to, in order, each once; at most {@link #MAX_LINKS}
 * @param mentions ids of the members that it addresses, in order, each once; at most {@link #MAX_LINKS}
 * @param looked how many characters of the original were looked at, each as often as it was; in proportion to its length,
 *     whatever it says
 * @param leftOut how many code points of the original are neither in the text nor markup: scripts, quoted replies
 */
public record ExtractedText(
        String text, OffsetMap map, List<String> links, List<String> mentions, long looked, int leftOut) {
    /** How many links and mentions are kept. */
    public static final int MAX_LINKS = 32;

    /** Copies the lists. */
    public ExtractedText {
        links = List.copyOf(links);
        mentions = List.copyOf(mentions);
    }

    /** Prints the length, nothing of the text. */
    @Override
    public String toString() {
        return "ExtractedText[" + text.length() + " characters, " + map.runs().size() + " runs]";
    }
}
