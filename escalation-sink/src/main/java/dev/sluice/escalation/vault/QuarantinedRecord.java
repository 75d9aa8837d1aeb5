package dev.sluice.escalation.vault;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A record that cannot be sealed, laid out as files. Their list in the form of a {@link Manifest}, which is what {@code
 * sha256sum key.bin value.bin why.json} prints, is not kept itself; its hash is what the custody log has.
 *
 * @param files name to content of every file
 */
record QuarantinedRecord(SortedMap<String, byte[]> files) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VALUE = "value.bin";
    private static final String KEY = "key.bin";
    private static final String WHY = "why.json";

    /**
     * What a folder of a quarantined record holds.
     *
     * @param sha256 hash of the list of those files that belong there
     * @param problems files that were added, are missing, or are no files; paths are relative to the folder
     */
    record Found(String sha256, List<Problem> problems) {}

    static QuarantinedRecord of(UnsealableRecord record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put(WHY, why(record, Sha256.hex(value)));
        files.put(VALUE, value);
        byte[] key = record.key();
        if (key != null) {
            files.put(KEY, key);
        }
        return new QuarantinedRecord(files);
    }

    /** Hash of the list of files. */
    String sha256() {
        return Sha256.hex(Manifest.of(files).bytes());
    }

    /** Looks at a folder on disk. */
    static Found find(Path folder) throws IOException {
        List<Problem> problems = new ArrayList<>();
        SortedMap<String, String> hashes = new TreeMap<>();
        for (Path entry : VaultLayout.entries(folder)) {
            String name = String.valueOf(entry.getFileName());
            if (!Set.of(VALUE, KEY, WHY).contains(name)) {
                problems.add(new Problem(Kind.COMPLETENESS, Names.printable(name), "was added"));
            } else if (!Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                problems.add(new Problem(
                        Kind.COMPLETENESS, name, "is a link, folder or device, where a file was put aside"));
            } else {
                hashes.put(name, Sha256.hex(entry));
            }
        }
        for (String required : List.of(VALUE, WHY)) {
            if (!Files.exists(folder.resolve(required), LinkOption.NOFOLLOW_LINKS)) {
                problems.add(new Problem(Kind.COMPLETENESS, required, "is missing"));
            }
        }
        return new Found(Sha256.hex(new Manifest(hashes).bytes()), List.copyOf(problems));
    }

    private static byte[] why(UnsealableRecord record, String valueSha256) {
        ObjectNode why = JSON.createObjectNode();
        why.put("topic", record.place().topic());
        why.put("partition", record.place().partition());
        why.put("offset", Long.toString(record.place().offset()));
        why.put("timestamp", Long.toString(record.timestamp()));
        why.put("reason", record.reason());
        why.put("detail", record.detail());
        why.put("valueIsNull", record.value() == null);
        why.put("valueSha256", valueSha256);
        return (why.toPrettyString().replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
