package dev.sluice.app.referral;

import java.util.List;

/**
 * A part of a packet for people to read, in whatever form it is printed.
 *
 * @param title its heading
 * @param lines what it says
 */
public record Section(String title, List<Line> lines) {
    /** Copies the lines. */
    public Section {
        lines = List.copyOf(lines);
    }

    /**
     * One thing that it says.
     *
     * @param label what it is
     * @param value the value, which may be of several lines
     * @param quoted whether the value is in the words of a stranger, which may try to look like part of the packet
     */
    public record Line(String label, String value, boolean quoted) {
        /** Something in our own words. */
        static Line of(String label, String value) {
            return new Line(label, value, false);
        }

        /** Something in a stranger's words. */
        static Line quoted(String label, String value) {
            return new Line(label, value, true);
        }
    }
}
