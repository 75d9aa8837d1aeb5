package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Scalar;

/**
 * Finds where in a YAML file a character of a scalar stands. YAML folds lines and unescapes quotes, so columns cannot
 * be added up; but characters other than white space keep their order, so they can be counted off.
 */
final class Columns {
    private Columns() {}

    /**
     * The place of a character.
     *
     * @param scalar the value, with the place where it begins
     * @param fileText the file
     * @param offset index in the scalar's text
     */
    static Place locate(Scalar scalar, String fileText, int offset) {
        Cursor cursor = new Cursor(fileText, scalar.place());
        cursor.enter();
        String text = scalar.text();
        for (int i = 0; i < offset; i++) {
            if (!Character.isWhitespace(text.charAt(i))) {
                cursor.skipTo(text.charAt(i));
                cursor.next();
            }
        }
        if (offset < text.length() && !Character.isWhitespace(text.charAt(offset))) {
            cursor.skipTo(text.charAt(offset));
        }
        return cursor.place();
    }

    private static final class Cursor {
        private final String file;
        private final String source;
        private int index;
        private int line = 1;
        private int column = 1;

        Cursor(String file, Place start) {
            this.file = file;
            this.source = start.source();
            while (index < file.length()
                    && (line < start.line() || (line == start.line() && column < start.column()))) {
                next();
            }
        }

        /** Steps over an opening quote, or over the first line of a block scalar. */
        void enter() {
            if (index >= file.length()) {
                return;
            }
            char first = file.charAt(index);
            if (first == '\'' || first == '"') {
                next();
            } else if (first == '|' || first == '>') {
                int begin = line;
                while (index < file.length() && line == begin) {
                    next();
                }
            }
        }

        void skipTo(char wanted) {
            while (index < file.length() && file.charAt(index) != wanted) {
                next();
            }
        }

        void next() {
            if (index < file.length() && file.charAt(index) == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            index++;
        }

        Place place() {
            return new Place(source, line, column);
        }
    }
}
