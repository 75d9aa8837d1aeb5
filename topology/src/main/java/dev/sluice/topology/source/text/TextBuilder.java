package dev.sluice.topology.source.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds a plain text from its original, stretch by stretch, and notes where each was. Offsets into the original are in
 * UTF-16 units here; the map has code points.
 */
final class TextBuilder {
    private static final int MAX_LINK_LENGTH = 2_048;

    private final String original;
    private final CodePoints points;
    private final StringBuilder text = new StringBuilder();
    private final List<Run> runs = new ArrayList<>();
    private final Set<String> links = new LinkedHashSet<>();
    private final Set<String> mentions = new LinkedHashSet<>();
    private int length;
    private int leftOut;
    private long looked;
    private int breaks;
    private int spaceFrom = -1;
    private int spaceTo = -1;

    TextBuilder(String original) {
        this.original = original;
        this.points = new CodePoints(original);
    }

    /** Takes a stretch as it is. */
    void copy(int from, int to) {
        if (from < to) {
            settle();
            look(to - from);
            text.append(original, from, to);
            add(original.codePointCount(from, to), from, to, true);
        }
    }

    /** Puts something else in the place of a stretch. */
    void replace(String with, int from, int to) {
        if (!with.isEmpty() && from < to) {
            settle();
            look(to - from);
            text.append(with);
            add(
                    with.codePointCount(0, with.length()),
                    from,
                    to,
                    original.regionMatches(from, with, 0, with.length()) && with.length() == to - from);
        }
    }

    /** White space that counts as one space, unless a break or the end comes next to it. */
    void space(int from, int to) {
        if (!text.isEmpty() && breaks == 0) {
            spaceFrom = spaceFrom < 0 ? from : spaceFrom;
            spaceTo = to;
        }
    }

    /** At least so many line breaks between what was before and what comes, where there is both. */
    void breakLines(int count) {
        if (!text.isEmpty()) {
            breaks = Math.max(breaks, count);
            spaceFrom = -1;
        }
    }

    /** One line break more, however many there are; a reader sees each. */
    void addBreak() {
        if (!text.isEmpty()) {
            breaks = Math.min(2, breaks + 1);
            spaceFrom = -1;
        }
    }

    /** Notes that a stretch with words in it is left out. */
    void leaveOut(int from, int to) {
        look(to - from);
        leftOut += original.codePointCount(from, to);
    }

    /** Notes that so many characters were looked at, once each. Every loop over the original tells its own here. */
    void look(int characters) {
        looked += characters;
    }

    /** Notes where a link leads to. */
    void link(String to) {
        add(links, to);
    }

    /** Notes who is addressed. */
    void mention(String member) {
        add(mentions, member);
    }

    ExtractedText build() {
        return new ExtractedText(
                text.toString(), new OffsetMap(runs), List.copyOf(links), List.copyOf(mentions), looked, leftOut);
    }

    private static void add(Set<String> to, String value) {
        if (!value.isBlank() && value.length() <= MAX_LINK_LENGTH && to.size() < ExtractedText.MAX_LINKS) {
            to.add(value);
        }
    }

    /** Writes what was put off until it is known that something follows. */
    private void settle() {
        if (breaks > 0) {
            text.append("\n".repeat(breaks));
            length += breaks;
            breaks = 0;
        } else if (spaceFrom >= 0) {
            int from = spaceFrom;
            spaceFrom = -1;
            text.append(' ');
            add(1, from, spaceTo, spaceTo - from == 1 && original.charAt(from) == ' ');
        }
    }

    private void add(int count, int from, int to, boolean exact) {
        int first = points.at(from);
        Run run = new Run(length, count, first, points.at(to) - first, exact);
        length += count;
        int last = runs.size() - 1;
        if (last >= 0
                && exact
                && runs.get(last).exact()
                && runs.get(last).end() == run.start()
                && runs.get(last).fromEnd() == run.from()) {
            runs.set(last, runs.get(last).joined(run));
        } else {
            runs.add(run);
        }
    }
}
