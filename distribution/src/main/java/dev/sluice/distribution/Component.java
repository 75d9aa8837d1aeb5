package dev.sluice.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A library as the bill of materials (CycloneDX) has it.
 *
 * @param group its group in Maven's coordinates
 * @param name its artifact
 * @param version its version
 * @param licences ids after SPDX, names or expressions, as its own pom says
 * @param sha256 the checksum of its jar; empty where the bill has none
 */
record Component(String group, String name, String version, List<String> licences, String sha256) {
    /** All libraries of a bill. */
    static List<Component> in(Path bill) {
        try {
            List<Component> components = new ArrayList<>();
            for (JsonNode node : new ObjectMapper().readTree(bill.toFile()).path("components")) {
                components.add(of(node));
            }
            return components;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bill of materials " + bill, e);
        }
    }

    /**
     * Writes a bill without the libraries that are not shipped: those that tests use, where the tool takes them for ours
     * because a library asks for them too.
     *
     * @param jars the names of the jars that are shipped
     */
    static void writeThoseOf(Path bill, Set<String> jars, Path to) {
        ObjectMapper json = new ObjectMapper();
        try {
            ObjectNode root = (ObjectNode) json.readTree(bill.toFile());
            Set<String> dropped = new HashSet<>();
            ArrayNode kept = json.createArrayNode();
            for (JsonNode node : root.path("components")) {
                if (jars.contains(of(node).jar())) {
                    kept.add(node);
                } else {
                    dropped.add(node.path("bom-ref").asText());
                }
            }
            root.set("components", kept);
            ArrayNode links = json.createArrayNode();
            for (JsonNode node : root.path("dependencies")) {
                if (!dropped.contains(node.path("ref").asText())) {
                    links.add(without(dropped, (ObjectNode) node));
                }
            }
            root.set("dependencies", links);
            Files.writeString(to, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the bill of materials " + bill, e);
        }
    }

    private static ObjectNode without(Set<String> dropped, ObjectNode link) {
        if (link.path("dependsOn") instanceof ArrayNode names) {
            for (int i = names.size() - 1; i >= 0; i--) {
                if (dropped.contains(names.path(i).asText())) {
                    names.remove(i);
                }
            }
        }
        return link;
    }

    private static Component of(JsonNode node) {
        List<String> licences = new ArrayList<>();
        for (JsonNode choice : node.path("licenses")) {
            JsonNode licence = choice.path("license");
            licences.add(
                    choice.hasNonNull("expression")
                            ? choice.path("expression").asText()
                            : licence.path("id").asText(licence.path("name").asText()));
        }
        String sha256 = "";
        for (JsonNode hash : node.path("hashes")) {
            if (hash.path("alg").asText().equals("SHA-256")) {
                sha256 = hash.path("content").asText();
            }
        }
        return new Component(
                node.path("group").asText(),
                node.path("name").asText(),
                node.path("version").asText(),
                List.copyOf(licences),
                sha256);
    }

    /** The name of its jar. */
    String jar() {
        return name + "-" + version + ".jar";
    }
}
