package dev.sluice.app.export.material;

/**
 * A document of a package: a notice or a letter.
 *
 * @param kind notice or letter
 * @param number its number in the package, from 1
 * @param about what the sink wrote down about it
 * @param path its path in the package
 * @param content the document, byte for byte
 */
public record Enclosure(Kind kind, int number, Fields about, String path, byte[] content) {
    /** Kinds of documents. */
    public enum Kind {
        /** A notice about the post. */
        NOTICE("Notice"),
        /** A letter, sent or received. */
        LETTER("Letter");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** How pages name it. */
        public String label() {
            return label;
        }
    }

    /** How pages name it: {@code Notice 2}. */
    public String title() {
        return kind.label() + " " + number;
    }

    /** Whether its sender says that it is plain text. */
    public boolean isText() {
        String mime = about.text("mime").strip();
        return mime.equals("text/plain") || mime.startsWith("text/plain;");
    }
}
