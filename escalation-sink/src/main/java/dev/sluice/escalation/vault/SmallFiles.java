package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.BoundedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files that ought to be small, and refuses what is not: a package may have come from anybody. */
final class SmallFiles {
    private SmallFiles() {}

    /** The file's bytes; see {@link BoundedFiles#bytes}. */
    static byte[] bytes(Path file, int limit) throws IOException {
        return BoundedFiles.bytes(file, limit);
    }

    /**
     * The file's text, for files that a person names; follows links.
     *
     * @param what what the file is, for the message
     */
    static String text(Path file, int limit, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw new VaultException(what + " '" + file + "' is too large; allowed: " + limit + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new VaultException(
                    what + " '" + file + "' cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }
}
