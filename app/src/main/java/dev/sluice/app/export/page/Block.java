package dev.sluice.app.export.page;

import java.util.List;

/** A part of a page. */
public sealed interface Block {
    /**
     * A heading.
     *
     * @param level 1 for the page's title, 2 for a section, 3 below it
     * @param text its words
     * @param newPage whether it starts a new sheet
     */
    record Heading(int level, String text, boolean newPage) implements Block {}

    /** A paragraph. */
    record Paragraph(List<Inline> content) implements Block {}

    /** A paragraph to be noticed: a warning, a limit. */
    record Notice(List<Inline> content) implements Block {}

    /** Words that somebody wrote, with their line breaks. */
    record Quote(List<Inline> content) implements Block {}

    /** Items, one a line. */
    record Items(List<List<Inline>> items) implements Block {}

    /** Names and values. */
    record Facts(List<Fact> facts) implements Block {}

    /** A name and its value. */
    record Fact(String name, List<Inline> value) {}

    /**
     * A table.
     *
     * @param header names of the columns
     * @param rows cells
     */
    record Table(List<String> header, List<List<List<Inline>>> rows) implements Block {}

    /** A text of many lines as it is. */
    record Verbatim(String text) implements Block {}

    /**
     * A machine-readable code.
     *
     * @param text what it says
     */
    record Scan(String text) implements Block {}
}
