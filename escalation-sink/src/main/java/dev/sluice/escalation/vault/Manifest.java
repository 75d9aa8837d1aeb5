package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.HashAlgorithm;
import dev.sluice.escalation.storage.FileNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A list of files and their hashes, in the form that {@code sha256sum --check} reads: hash, two spaces, path.
 *
 * @param hashes path to hash, sorted
 */
record Manifest(SortedMap<String, String> hashes) {
    /** Every file below {@code data/}. */
    static final String PAYLOAD = "manifest-sha256.txt";
    /** The same files by their SHA-512. */
    static final String PAYLOAD_512 = "manifest-sha512.txt";
    /** Every other file but itself and what signs it: this is what is signed. */
    static final String TAGS = "tagmanifest-sha256.txt";

    private static final int LARGEST_BYTES = 1 << 20;
    private static final String SEPARATOR = "  ";

    Manifest {
        hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    }

    /** The manifest of these files. */
    static Manifest of(Map<String, byte[]> files) {
        return of(files, HashAlgorithm.SHA_256);
    }

    /** The manifest of these files with another algorithm. */
    static Manifest of(Map<String, byte[]> files, HashAlgorithm algorithm) {
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((path, content) -> hashes.put(path, algorithm.hex(content)));
        return new Manifest(hashes);
    }

    /** Its bytes, one line a file, sorted by path. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        hashes.forEach(
                (path, hash) -> text.append(hash).append(SEPARATOR).append(path).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The manifest in a file.
     *
     * @throws IOException where it cannot be read
     * @throws VaultException where it is no manifest, names a file twice, or names one outside of the package
     */
    static Manifest read(Path file, HashAlgorithm algorithm) throws IOException {
        return parse(SmallFiles.bytes(file, LARGEST_BYTES), algorithm);
    }

    static Manifest parse(byte[] bytes) {
        return parse(bytes, HashAlgorithm.SHA_256);
    }

    static Manifest parse(byte[] bytes, HashAlgorithm algorithm) {
        SortedMap<String, String> hashes = new TreeMap<>();
        String text = text(bytes);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw new VaultException("its last line does not end");
        }
        for (String line : text.lines().toList()) {
            int at = line.indexOf(SEPARATOR);
            String hash = at < 0 ? "" : line.substring(0, at);
            String path = at < 0 ? "" : line.substring(at + SEPARATOR.length());
            if (!isHash(hash, algorithm) || !FileNames.isPlain(path)) {
                throw new VaultException(
                        "line " + (hashes.size() + 1) + " is no hash and plain path below the package");
            }
            if (hashes.put(path, hash) != null) {
                throw new VaultException("it names " + path + " twice");
            }
        }
        return new Manifest(hashes);
    }

    private static boolean isHash(String text, HashAlgorithm algorithm) {
        return text.length() == algorithm.hexLength()
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new VaultException("it is not UTF-8", e);
        }
    }
}
