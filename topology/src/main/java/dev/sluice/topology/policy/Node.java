package dev.sluice.topology.policy;

import java.util.List;
import java.util.Map;

/** A YAML or JSON value that knows where it stands, so that every error can name its line. */
public sealed interface Node {
    /** Where the value begins. */
    Place place();

    /** The value as error messages name it; shortened, on one line. */
    String describe();

    /**
     * Keys and values, in the order of the file.
     *
     * @param place where it begins
     * @param entries by key
     */
    record Mapping(Place place, Map<String, Entry> entries) implements Node {
        @Override
        public String describe() {
            return "a mapping";
        }
    }

    /**
     * One key and its value.
     *
     * @param keyPlace where the key stands
     * @param value the value
     */
    record Entry(Place keyPlace, Node value) {}

    /**
     * A list.
     *
     * @param place where it begins
     * @param items its values
     */
    record Sequence(Place place, List<Node> items) implements Node {
        @Override
        public String describe() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param place where it begins
     * @param kind what YAML or JSON takes it for
     * @param text the value, with quotes and line folding undone
     */
    record Scalar(Place place, Kind kind, String text) implements Node {
        private static final int SHOWN = 60;

        @Override
        public String describe() {
            return switch (kind) {
                case TEXT -> "'" + shortened() + "'";
                case NUMBER -> "the number " + shortened();
                case BOOLEAN -> text;
                case NOTHING -> "empty";
            };
        }

        private String shortened() {
            String line = text.strip().replaceAll("\\s+", " ");
            return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
        }
    }

    /** The kinds of single values. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NOTHING
    }
}
