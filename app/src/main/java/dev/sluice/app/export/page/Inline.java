package dev.sluice.app.export.page;

/** A run of text on a page. */
public sealed interface Inline {
    /** The text. */
    String text();

    /** As it is. */
    record Plain(String text) implements Inline {}

    /** Set off in the page's voice: a label, a warning. */
    record Strong(String text) implements Inline {}

    /** Words that a detector or a decision points at. */
    record Marked(String text) implements Inline {}

    /** A mask in place of something. */
    record Masked(String text) implements Inline {}

    /** A mask in place of something that a detector or a decision points at. */
    record MarkedMask(String text) implements Inline {}

    /** A hash, an id, a command. */
    record Code(String text) implements Inline {}

    /** A line to write on. */
    record Blank() implements Inline {
        @Override
        public String text() {
            return "_".repeat(30);
        }
    }
}
