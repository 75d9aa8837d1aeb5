package dev.sluice.topology.policy;

import dev.sluice.topology.policy.Node.Entry;
import dev.sluice.topology.policy.Node.Mapping;
import dev.sluice.topology.policy.Node.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of a folder of packs, before overlays are laid over what they extend. */
final class PackFiles {
    private final Map<String, PackFile> byId = new LinkedHashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, PolicyPack> compiled = new HashMap<>();

    /** One file. */
    private record PackFile(
            String source,
            String text,
            Mapping root,
            @Nullable Scalar parent) {}

    /** Reads the files; compiles nothing yet. */
    static PackFiles read(List<Path> files) {
        PackFiles packs = new PackFiles();
        for (Path file : files) {
            packs.add(file.toString(), NodeReader.text(file));
        }
        return packs;
    }

    private void add(String source, String text) {
        Node node = NodeReader.yaml(source, text);
        if (!(node instanceof Mapping root)) {
            throw node.place().error("the policy is " + node.describe() + "; allowed: a mapping");
        }
        Scalar parent = null;
        Entry entry = root.entries().get(Overlay.EXTENDS);
        if (entry != null) {
            List<String> keys = List.copyOf(root.entries().keySet());
            parent = Fields.of(root, "the overlay", keys).scalar(Overlay.EXTENDS);
        }
        Entry id = root.entries().get("policy");
        String name = id != null && id.value() instanceof Scalar scalar ? scalar.text() : "";
        texts.put(source, text);
        PackFile before = byId.put(name, new PackFile(source, text, root, parent));
        if (before != null) {
            throw root.place()
                    .error("policy '" + name + "' is there twice, also in " + before.source()
                            + "; allowed: one pack of each id");
        }
    }

    /** All packs, compiled. */
    List<PolicyPack> packs() {
        return byId.keySet().stream().map(this::pack).toList();
    }

    /** One pack, compiled; whatever else is in the folder may be broken, unless it is extended. */
    PolicyPack packIn(Path file) {
        String id = byId.entrySet().stream()
                .filter(entry -> entry.getValue().source().equals(file.toString()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new PolicyException(file + ":1: the file is not among those read"));
        return pack(id);
    }

    private PolicyPack pack(String id) {
        PolicyPack known = compiled.get(id);
        if (known != null) {
            return known;
        }
        PackFile file = fileOf(id);
        PolicyPack pack;
        if (file.parent() == null) {
            pack = PolicyPack.of(file.source(), file.text(), file.root(), texts, null);
        } else {
            Mapping merged = merged(id, new ArrayList<>());
            String text = heading(id) + YamlText.of(merged);
            pack = PolicyPack.of(
                    file.source(), text, merged, texts, file.parent().text());
        }
        compiled.put(id, pack);
        return pack;
    }

    private PackFile fileOf(String id) {
        PackFile file = byId.get(id);
        if (file == null) {
            throw new PolicyException("policy '" + id + "' is unknown; allowed: " + String.join(", ", byId.keySet()));
        }
        return file;
    }

    private Mapping merged(String id, List<String> path) {
        PackFile file = fileOf(id);
        Scalar parent = file.parent();
        path.add(id);
        if (parent == null) {
            return file.root();
        }
        if (path.contains(parent.text())) {
            throw parent.place()
                    .error("key 'extends' of policy '" + id + "' closes a circle: " + String.join(" -> ", path) + " -> "
                            + parent.text() + "; allowed: a pack that does not extend this one");
        }
        if (!byId.containsKey(parent.text())) {
            throw parent.place()
                    .error("key 'extends' of policy '" + id + "' is '" + parent.text() + "'; allowed: "
                            + String.join(", ", byId.keySet()));
        }
        return Overlay.over(merged(parent.text(), path), file.root());
    }

    /** Says where a merged text comes from, for people. */
    private String heading(String id) {
        StringBuilder heading = new StringBuilder("# Merged; not for editing. From");
        String next = id;
        while (next != null) {
            PackFile file = fileOf(next);
            heading.append("\n#   ").append(next).append(" sha256 ").append(Sha256.of(file.text()));
            next = file.parent() == null ? null : file.parent().text();
        }
        return heading.append('\n').toString();
    }
}
