package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sluice.topology.source.Pointer.Found;
import java.util.ArrayList;
import java.util.List;

/** Where a value comes from: one of several places that are tried in order. */
sealed interface Origin {
    /** The values there, in order; none where there is nothing. */
    List<Found> find(Scope scope);

    /** Whether it is in the record's value, or in what is found there. */
    default boolean readsTheValue() {
        return switch (this) {
            case At ignored -> true;
            case Named named -> named.name().equals("@mention");
            case Nested nested -> nested.spec().readsTheValue();
            case Constant ignored -> false;
            case Template template -> template.values().stream().anyMatch(Origin::readsTheValue);
        };
    }

    /** A pointer into the record. */
    record At(Pointer pointer) implements Origin {
        @Override
        public List<Found> find(Scope scope) {
            return scope.find(pointer);
        }
    }

    /** Something about the record, such as its key. */
    record Named(String name) implements Origin {
        @Override
        public List<Found> find(Scope scope) {
            Found found = scope.named(name);
            return found == null ? List.of() : List.of(found);
        }
    }

    /** A value with more to say about it, among the places of another. */
    record Nested(ValueSpec spec) implements Origin {
        @Override
        public List<Found> find(Scope scope) {
            Found found = spec.find(scope);
            if (found == null) {
                return List.of();
            }
            // Beside places with another way to write times, this one's is read here.
            return List.of(
                    spec.time() == TimeFormat.ISO
                            ? found
                            : new Found(
                                    found.path(),
                                    TextNode.valueOf(spec.time().read(found).toString())));
        }
    }

    /** Always the same. */
    record Constant(String value) implements Origin {
        @Override
        public List<Found> find(Scope scope) {
            return List.of(new Found("", TextNode.valueOf(value)));
        }
    }

    /**
     * Words with values in between; there is none where one of the values is missing.
     *
     * @param words what is around the values: one more than there are values
     * @param values the values
     */
    record Template(List<String> words, List<Origin> values) implements Origin {
        @Override
        public List<Found> find(Scope scope) {
            StringBuilder text = new StringBuilder(words.getFirst());
            String path = "";
            for (int i = 0; i < values.size(); i++) {
                List<Found> found = values.get(i).find(scope);
                String value = found.isEmpty() ? "" : Scalars.text(found.getFirst());
                if (value.isEmpty()) {
                    return List.of();
                }
                path = found.getFirst().path();
                text.append(value).append(words.get(i + 1));
            }
            return List.of(new Found(path, TextNode.valueOf(text.toString())));
        }
    }

    /**
     * Reads a place: a pointer, a name such as {@code @key}, a template with either in braces, or a constant.
     *
     * @throws IllegalArgumentException where braces do not match or hold something else
     */
    static Origin of(String text) {
        if (Pointer.is(text)) {
            return new At(Pointer.of(text));
        }
        if (Scope.isName(text)) {
            return new Named(text);
        }
        return text.indexOf('{') < 0 ? new Constant(text) : template(text);
    }

    private static Template template(String text) {
        List<String> words = new ArrayList<>();
        List<Origin> values = new ArrayList<>();
        int from = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("is '" + text + "'; allowed: every { with its }");
            }
            String inner = text.substring(open + 1, close);
            Origin value = of(inner);
            if (value instanceof Constant || value instanceof Template) {
                throw new IllegalArgumentException(
                        "has '{" + inner + "}'; allowed in braces: a JSON Pointer, " + String.join(", ", Scope.NAMES));
            }
            words.add(text.substring(from, open));
            values.add(value);
            from = close + 1;
        }
        words.add(text.substring(from));
        return new Template(List.copyOf(words), List.copyOf(values));
    }
}
