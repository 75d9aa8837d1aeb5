package dev.sluice.escalation.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The files of supplements in a package: the document, and the record that it came in. */
final class SupplementFiles {
    /** What the name of the folder of a supplement starts with. */
    static final String FOLDER = "supplement-";
    /** The record's own bytes: what tells the same supplement from another one with its id. */
    static final String RECORD = "supplement.avro";

    private static final Pattern OF_A_SUPPLEMENT =
            Pattern.compile("data/(notices|correspondence)/" + FOLDER + "[a-z0-9._-]+/.+");

    private SupplementFiles() {}

    /** The files that a supplement adds. */
    static SortedMap<String, byte[]> of(Addition addition) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        String folder = addition.folder();
        var document = addition.supplement().getDocument();
        files.put(folder + "about.json", JsonView.of(document, Set.of("content")));
        files.put(folder + "document-" + Names.part(document.getName()), bytes(document.getContent()));
        files.put(folder + RECORD, addition.value());
        files.put(
                folder + "supplement.avsc",
                addition.writerSchema().toString(true).concat("\n").getBytes(StandardCharsets.UTF_8));
        files.put(folder + "supplement.json", JsonView.of(addition.supplement(), Set.of("document")));
        return files;
    }

    /** Whether a file is one of a supplement: new versions of the escalation have them too. */
    static boolean isOne(String path) {
        return OF_A_SUPPLEMENT.matcher(path).matches();
    }

    /** Whether a file is the record of a supplement. */
    static boolean isRecord(String path) {
        return isOne(path) && path.endsWith("/" + RECORD);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
