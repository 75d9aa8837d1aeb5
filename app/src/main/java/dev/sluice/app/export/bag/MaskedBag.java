package dev.sluice.app.export.bag;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.export.casefile.CaseFile;
import dev.sluice.app.export.casefile.Gaps;
import dev.sluice.app.export.material.MaterialException;
import dev.sluice.app.export.redact.Redaction;
import dev.sluice.escalation.digest.HashAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A masked copy of a package: a bag of its own (RFC 8493), unsigned, that says what it was made of. A file that this class
 * does not know how to mask stays out and is listed with its hash.
 */
final class MaskedBag {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");

    private final CaseFile file;
    private final SortedMap<String, byte[]> payload = new TreeMap<>();
    private final ArrayNode withheld = JSON.createArrayNode();

    private MaskedBag(CaseFile file) {
        this.file = file;
    }

    /** The entries of the zip file. */
    static SortedMap<String, byte[]> of(CaseFile file) {
        MaskedBag bag = new MaskedBag(file);
        file.material().files().forEach(bag::add);
        return bag.close();
    }

    private void add(String path, byte[] content) {
        if (!path.startsWith("data/")) {
            return;
        }
        MaskedJson.Rules rules = MaskedJson.Rules.of(path);
        if (rules == MaskedJson.Rules.AS_IT_IS) {
            payload.put(path, content);
        } else if (rules == MaskedJson.Rules.WITHHELD) {
            withheld.addObject()
                    .put("path", file.path(path))
                    .put("sha256", HashAlgorithm.SHA_256.hex(content))
                    .put("bytes", String.valueOf(content.length));
        } else {
            payload.put(path, json(new MaskedJson(file, path).masked(parse(path, content), rules)));
        }
    }

    private SortedMap<String, byte[]> close() {
        ObjectNode report = JSON.createObjectNode();
        report.put("package", file.material().packageId());
        report.put("version", String.valueOf(file.material().version()));
        report.put("tagmanifestSha256", file.manifestSha256());
        ArrayNode masks = report.putArray("redactions");
        for (Redaction redaction : file.redactor().redactions()) {
            ObjectNode mask = masks.addObject();
            mask.put("where", redaction.where());
            mask.put("kind", redaction.kind().label());
            mask.put("reason", redaction.kind().reason());
            if (redaction.start() >= 0) {
                mask.put("start", redaction.start());
                mask.put("end", redaction.end());
            }
        }
        report.set("withheld", withheld);
        ArrayNode gaps = report.putArray("notCollected");
        Gaps.of(file).forEach(gaps::add);
        payload.put("data/redactions.json", json(report));
        SortedMap<String, byte[]> tags = new TreeMap<>();
        tags.put("bagit.txt", utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
        tags.put("bag-info.txt", utf8(bagInfo()));
        tags.put("README.md", utf8(readme()));
        tags.put("manifest-sha256.txt", manifest(payload));
        tags.put("tagmanifest-sha256.txt", manifest(tags));
        String folder = file.material().packageId() + "-v" + file.material().version() + "-masked/";
        SortedMap<String, byte[]> entries = new TreeMap<>();
        payload.forEach((path, content) -> entries.put(folder + path, content));
        tags.forEach((path, content) -> entries.put(folder + path, content));
        return entries;
    }

    private String bagInfo() {
        long bytes =
                payload.values().stream().mapToLong(content -> content.length).sum();
        return "External-Identifier: " + file.material().packageId() + "\n"
                + "Source-Organization: " + file.material().bagInfo("Source-Organization") + "\n"
                + "Payload-Oxum: " + bytes + "." + payload.size() + "\n"
                + "Bag-Software-Agent: Sluice export, masked copy, format 1\n"
                + "External-Description: Masked copy, derived from sealed evidence; not the evidence\n"
                + "Evidence-Version: " + file.material().version() + "\n"
                + "Derived-From-Tagmanifest-SHA256: " + file.manifestSha256() + "\n"
                + "Exported-At: " + file.export().at() + "\n"
                + "Custody-Event: " + file.export().seq() + " " + file.export().hash() + "\n";
    }

    private String readme() {
        return "# Masked copy\n\n"
                + "This folder is a copy of evidence package `"
                + file.material().packageId() + "`, version "
                + file.material().version() + ", in which identities and contact details are masked.\n"
                + "It is not the evidence and carries no signature. What was masked and what was left out is in\n"
                + "`data/redactions.json`. The sealed package's list of files has the SHA-256\n"
                + "`" + file.manifestSha256() + "`.\n\n"
                + "    sha256sum --check --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt\n\n"
                + "shows whether this copy is as it was made. Addresses, numbers, handles and links are found by their\n"
                + "form; a name in plain words is not masked. Nothing here is legal advice.\n";
    }

    private static JsonNode parse(String path, byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new MaterialException("file '" + path + "' of the package is not JSON; allowed: a package as sealed");
        }
    }

    private static byte[] json(JsonNode node) {
        try {
            return utf8(JSON.writer(new DefaultPrettyPrinter()
                                    .withObjectIndenter(INDENT)
                                    .withArrayIndenter(INDENT))
                            .writeValueAsString(node)
                    + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("a tree of JSON cannot be written", e);
        }
    }

    private static byte[] manifest(SortedMap<String, byte[]> files) {
        return utf8(files.entrySet().stream()
                .map(each -> HashAlgorithm.SHA_256.hex(each.getValue()) + "  " + each.getKey() + "\n")
                .collect(Collectors.joining()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
