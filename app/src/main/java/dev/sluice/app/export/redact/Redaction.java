package dev.sluice.app.export.redact;

/**
 * One thing that was masked; says where and why, and not what stood there.
 *
 * @param where the file and field, or the part of a page
 * @param kind what it was
 * @param start first code point in the original text; -1 where the whole value was masked
 * @param end code point after the last; -1 where the whole value was masked
 */
public record Redaction(String where, Kind kind, int start, int end) {
    /** Kinds of masks. */
    public enum Kind {
        /** The author of the post. */
        AUTHOR("author", "identity of a member"),
        /** Another member. */
        MEMBER("member", "identity of a member"),
        /** An e-mail address. */
        EMAIL("e-mail", "contact details"),
        /** A telephone number. */
        PHONE("telephone", "contact details"),
        /** A link: its host stays. */
        LINK("link", "may lead to a person"),
        /** A value that the platform attached. */
        LABEL("label", "may identify a member"),
        /** Markup around words: addresses stand in it, and what no reader sees. */
        MARKUP("markup", "may hold what the words do not show"),
        /** The bytes of a record. */
        RECORD("record", "bytes, in which nothing can be masked"),
        /** A whole document. */
        DOCUMENT("document", "may name its sender");

        private final String label;
        private final String reason;

        Kind(String label, String reason) {
            this.label = label;
            this.reason = reason;
        }

        /** How a mask names it. */
        public String label() {
            return label;
        }

        /** Why such things are masked. */
        public String reason() {
            return reason;
        }
    }
}
