package dev.sluice.classifiers.rules;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.MalformedDataException;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rule packs strictly: whatever is unknown, missing, doubled or without effect is an error with its line. */
final class RulePackReader {
    private static final Set<String> PACK_KEYS = Set.of("pack", "version", "groups", "rules");
    private static final Set<String> RULE_KEYS =
            Set.of("id", "category", "languages", "query", "weight", "group", "description", "owner", "examples");
    private static final float MAX_WEIGHT = 10;

    private final String source;
    private final String pack;
    private final Map<String, Float> caps = new HashMap<>();
    private final Set<String> ids = new HashSet<>();

    private RulePackReader(String source, String pack) {
        this.source = source;
        this.pack = pack;
    }

    static RulePack read(String source, byte[] bytes) throws IOException {
        YamlNode root = YamlNode.parse(source, bytes);
        Map<String, YamlNode> map = root.map("a rule pack", PACK_KEYS);
        YamlNode name = root.need(map, "pack", "the rule pack");
        RulePackReader reader = new RulePackReader(source, identifier(name, "pack", "a-z, 0-9 and '-'", "-"));
        String version = root.need(map, "version", "the rule pack").text("version");
        @Nullable YamlNode groups = map.get("groups");
        if (groups != null) {
            reader.groups(groups);
        }
        List<Rule> rules = new ArrayList<>();
        for (YamlNode rule : root.need(map, "rules", "the rule pack").list("rules")) {
            rules.add(reader.rule(rule));
        }
        return new RulePack(reader.pack, version, sha256(bytes), reader.caps, rules);
    }

    private void groups(YamlNode groups) throws MalformedDataException {
        for (Map.Entry<String, YamlNode> group : groups.map("groups").entrySet()) {
            YamlNode node = group.getValue();
            YamlNode max = node.need(node.map("group", Set.of("max")), "max", "group '" + group.getKey() + "'");
            float cap = max.number("max");
            if (cap <= 0 || cap > MAX_WEIGHT) {
                throw max.error("max '" + cap + "' is wrong; allowed: log-odds above 0, up to 10");
            }
            caps.put(pack + "." + group.getKey(), cap);
        }
    }

    private Rule rule(YamlNode node) throws MalformedDataException {
        Map<String, YamlNode> map = node.map("a rule", RULE_KEYS);
        YamlNode idNode = node.need(map, "id", "the rule");
        String id = identifier(idNode, "id", "a-z, 0-9, '-' and '.'", "-.");
        if (!ids.add(id)) {
            throw idNode.error("rule '" + id + "' is there twice; ids are unique");
        }
        String name = "rule '" + id + "'";
        YamlNode examples = node.need(map, "examples", name);
        Map<String, YamlNode> both = examples.map("examples", Set.of("match", "miss"));
        return new Rule(
                id,
                category(node.need(map, "category", name)),
                languages(node.need(map, "languages", name)),
                QueryCompiler.compile(node.need(map, "query", name)),
                weight(node.need(map, "weight", name)),
                group(map.get("group")),
                node.need(map, "description", name).text("description"),
                node.need(map, "owner", name).text("owner"),
                examples.need(both, "match", "examples of " + name).strings("match"),
                examples.need(both, "miss", "examples of " + name).strings("miss"),
                source + ":" + idNode.line());
    }

    private @Nullable String group(@Nullable YamlNode node) throws MalformedDataException {
        if (node == null) {
            return null;
        }
        String group = pack + "." + node.text("group");
        if (!caps.containsKey(group)) {
            throw node.error("group '" + node.text("group") + "' is unknown; allowed: those under 'groups'");
        }
        return group;
    }

    private static Category category(YamlNode node) throws MalformedDataException {
        try {
            return Category.of(node.text("category"));
        } catch (IllegalArgumentException e) {
            throw node.error(String.valueOf(e.getMessage()));
        }
    }

    private static List<String> languages(YamlNode node) throws MalformedDataException {
        List<String> languages = node.strings("languages");
        for (String language : languages) {
            if (!language.equals("*") && !language.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
                throw node.error("language '" + language + "' is wrong; allowed: a primary tag such as en, or *");
            }
        }
        if (languages.isEmpty()) {
            throw node.error("languages is empty; allowed: primary tags such as en, or \"*\"");
        }
        return languages;
    }

    private static float weight(YamlNode node) throws MalformedDataException {
        float weight = node.number("weight");
        if (weight == 0 || Math.abs(weight) > MAX_WEIGHT) {
            throw node.error("weight '" + weight + "' is wrong; allowed: log-odds from -10 to 10, not 0");
        }
        return weight;
    }

    private static String identifier(YamlNode node, String name, String allowed, String extra)
            throws MalformedDataException {
        String id = node.text(name);
        boolean valid =
                id.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || extra.indexOf(c) >= 0);
        if (!valid) {
            throw node.error(name + " '" + id + "' is wrong; allowed: " + allowed);
        }
        return id;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
