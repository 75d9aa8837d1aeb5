package dev.sluice.topology.source;

import dev.sluice.topology.policy.Fields;
import dev.sluice.topology.policy.Node;
import dev.sluice.topology.source.text.TextFormat;
import java.util.List;

/** Reads how the text of a post is put together. */
final class TextPartReader {
    private TextPartReader() {}

    /** One part, or a list of parts; a part that is a pointer, or pointers to try in order, is plain. */
    static List<TextPart> parts(Node node) {
        List<Node> items = node instanceof Node.Sequence list ? list.items() : List.of(node);
        return items.stream().map(TextPartReader::part).toList();
    }

    private static TextPart part(Node node) {
        if (node instanceof Node.Scalar) {
            return new TextPart(List.of(ValueReader.pointer(node)), TextFormat.PLAIN, null, null);
        }
        if (node instanceof Node.Sequence list) {
            return new TextPart(list.items().stream().map(ValueReader::pointer).toList(), TextFormat.PLAIN, null, null);
        }
        Fields fields = Fields.of(node, "a part of the text", List.of("at", "as", "facets", "or"));
        Node at = fields.node("at");
        List<Node> items = at instanceof Node.Sequence list ? list.items() : List.of(at);
        TextFormat format = fields.has("as")
                ? ValueReader.read(fields.node("as"), fields.text("as"), TextFormat::of)
                : TextFormat.PLAIN;
        if (fields.has("facets") != (format == TextFormat.FACETS)) {
            throw fields.place().error("the key 'facets' goes with as: facets, and as: facets with it");
        }
        return new TextPart(
                items.stream().map(ValueReader::pointer).toList(),
                format,
                fields.has("or") ? part(fields.node("or")) : null,
                fields.has("facets") ? ValueReader.pointer(fields.node("facets")) : null);
    }
}
