package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.MalformedDataException;
import dev.sluice.classifiers.models.Sha256;
import dev.sluice.classifiers.rules.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads manifests of plugged-in models strictly: whatever is unknown, missing or out of range is an error with its line. */
final class PluginManifestReader {
    private static final Set<String> KEYS = Set.of(
            "model", "version", "kind", "description", "licence", "languages", "covers", "files", "labels", "options");
    private static final Set<String> LABEL_KEYS = Set.of("category", "calibration", "threshold", "weight");
    private static final int MOST_BYTES = 1 << 30;
    private static final float MOST_WEIGHT = 10;

    private final Map<String, ClassifierProvider> providers;
    private final Path file;

    PluginManifestReader(Map<String, ClassifierProvider> providers, Path file) {
        this.providers = providers;
        this.file = file;
    }

    /** A model and who can run it. */
    record Plugged(PluginModel model, ClassifierProvider provider) {}

    Plugged read() throws IOException {
        byte[] manifest = Files.readAllBytes(file);
        YamlNode root = YamlNode.parse(file.toString(), manifest);
        Map<String, YamlNode> map = root.map("a model manifest", KEYS);
        YamlNode kind = root.need(map, "kind", "the manifest");
        ClassifierProvider provider = providers.get(kind.text("kind"));
        if (provider == null) {
            throw kind.error("kind '" + kind.text("kind") + "' is unknown; allowed: "
                    + String.join(", ", new TreeMap<>(providers).keySet()));
        }
        YamlNode id = root.need(map, "model", "the manifest");
        if (!id.text("model").chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            throw id.error("model '" + id.text("model") + "' is wrong; allowed: a-z, 0-9 and '-'");
        }
        Map<String, LabelMeaning> labels = labels(root.need(map, "labels", "the manifest"));
        PluginModel model = new PluginModel(
                id.text("model"),
                root.need(map, "version", "the manifest").text("version"),
                Sha256.of(manifest),
                root.need(map, "licence", "the manifest").text("licence"),
                languages(root.need(map, "languages", "the manifest")),
                covers(map.get("covers"), labels),
                files(root.need(map, "files", "the manifest"), provider),
                labels,
                options(map.get("options"), provider));
        return new Plugged(model, provider);
    }

    private static Set<String> languages(YamlNode node) throws MalformedDataException {
        Set<String> languages = new LinkedHashSet<>();
        for (YamlNode item : node.list("languages")) {
            String tag = item.text("languages");
            boolean primary =
                    tag.length() >= 2 && tag.length() <= 3 && tag.chars().allMatch(c -> c >= 'a' && c <= 'z');
            if (!primary && !tag.equals("*")) {
                throw item.error("language '" + tag + "' is wrong; allowed: primary tags such as en, and *");
            }
            languages.add(tag);
        }
        return languages;
    }

    private static Set<Category> covers(@Nullable YamlNode node, Map<String, LabelMeaning> labels)
            throws MalformedDataException {
        Set<Category> covers = new LinkedHashSet<>();
        if (node == null) {
            return covers;
        }
        for (YamlNode item : node.list("covers")) {
            Category category = category(item);
            if (labels.values().stream().noneMatch(label -> label.category() == category && label.weight() != null)) {
                throw item.error("covers '" + category.id() + "' but no label with a weight speaks for it");
            }
            covers.add(category);
        }
        return covers;
    }

    private static Category category(YamlNode node) throws MalformedDataException {
        try {
            return Category.of(node.text("category"));
        } catch (IllegalArgumentException e) {
            throw node.error(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, byte[]> files(YamlNode node, ClassifierProvider provider) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        Map<String, YamlNode> entries = node.map("files", provider.files());
        for (String key : provider.files()) {
            YamlNode entry = node.need(entries, key, "files");
            Map<String, YamlNode> parts = entry.map("file '" + key + "'", Set.of("file", "sha256"));
            YamlNode path = entry.need(parts, "file", "file '" + key + "'");
            YamlNode sha256 = entry.need(parts, "sha256", "file '" + key + "'");
            files.put(key, bytes(path, sha256.text("sha256")));
        }
        return files;
    }

    private byte[] bytes(YamlNode node, String sha256) throws IOException {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        String name = node.text("file");
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder) || !Files.isRegularFile(path)) {
            throw node.error("file '" + name + "' is no file in the folder of the manifest");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw node.error("file '" + name + "' has " + Files.size(path) + " bytes; allowed: " + MOST_BYTES);
        }
        byte[] bytes = Files.readAllBytes(path);
        String found = Sha256.of(bytes);
        if (!found.equals(sha256)) {
            throw node.error("file '" + name + "' has SHA-256 " + found + "; the manifest allows " + sha256 + " alone");
        }
        return bytes;
    }

    private static Map<String, LabelMeaning> labels(YamlNode node) throws MalformedDataException {
        Map<String, LabelMeaning> labels = new LinkedHashMap<>();
        for (Map.Entry<String, YamlNode> entry : node.map("labels").entrySet()) {
            labels.put(entry.getKey(), label(entry.getKey(), entry.getValue()));
        }
        if (labels.isEmpty()) {
            throw node.error("labels is empty; at least one label must have a meaning");
        }
        return labels;
    }

    private static LabelMeaning label(String name, YamlNode node) throws MalformedDataException {
        String which = "label '" + name + "'";
        Map<String, YamlNode> map = node.map(which, LABEL_KEYS);
        float slope = 1;
        float intercept = 0;
        YamlNode calibration = map.get("calibration");
        if (calibration != null) {
            Map<String, YamlNode> parts = calibration.map("calibration", Set.of("slope", "intercept"));
            slope = number(calibration.need(parts, "slope", "calibration"), "slope", 0.01f, 100);
            intercept = number(calibration.need(parts, "intercept", "calibration"), "intercept", -100, 100);
        }
        YamlNode threshold = map.get("threshold");
        YamlNode weight = map.get("weight");
        return new LabelMeaning(
                category(node.need(map, "category", which)),
                slope,
                intercept,
                threshold == null ? 0.5f : number(threshold, "threshold", 0, 1),
                weight == null ? null : number(weight, "weight", -MOST_WEIGHT, MOST_WEIGHT));
    }

    private static float number(YamlNode node, String name, float least, float most) throws MalformedDataException {
        float number = node.number(name);
        if (number < least || number > most) {
            throw node.error(name + " '" + number + "' is wrong; allowed: " + least + " to " + most);
        }
        return number;
    }

    private static Map<String, List<String>> options(@Nullable YamlNode node, ClassifierProvider provider)
            throws MalformedDataException {
        Map<String, List<String>> options = new HashMap<>();
        if (node != null) {
            for (Map.Entry<String, YamlNode> entry :
                    node.map("options", provider.options()).entrySet()) {
                YamlNode value = entry.getValue();
                options.put(
                        entry.getKey(),
                        value.value() instanceof List<?>
                                ? value.strings(entry.getKey())
                                : List.of(value.text(entry.getKey())));
            }
        }
        return options;
    }
}
