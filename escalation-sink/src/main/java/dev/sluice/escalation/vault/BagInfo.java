package dev.sluice.escalation.vault;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The lines of a package's {@link PackageContents#BAG_INFO}.
 *
 * @param text the file's text; empty where there is none that can be read
 */
record BagInfo(String text) {
    private static final int LARGEST_BYTES = 1 << 16;

    /** That of a package in a folder. */
    static BagInfo read(Path folder) {
        try {
            return of(SmallFiles.bytes(folder.resolve(PackageContents.BAG_INFO), LARGEST_BYTES));
        } catch (IOException e) {
            return new BagInfo("");
        }
    }

    /** That in these bytes. */
    static BagInfo of(byte[] bytes) {
        return new BagInfo(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The value of a field; empty where there is none. */
    String field(String name) {
        String start = name + ": ";
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }
}
