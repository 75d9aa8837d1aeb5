package dev.sluice.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** SHA-256 of files, in the form that {@code sha256sum --check} reads. */
final class Checksums {
    static final String NAME = "SHA256SUMS";

    private Checksums() {}

    /** Writes the checksums of all files below a folder into it. */
    static void ofTree(Path folder) {
        write(
                folder,
                Tree.below(folder).stream()
                        .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                        .filter(path -> !path.equals(folder.resolve(NAME)))
                        .toList());
    }

    /** Writes the checksums of these files into their folder. */
    static void write(Path folder, List<Path> files) {
        String lines = files.stream()
                .map(file ->
                        of(file) + "  " + folder.relativize(file).toString().replace('\\', '/') + "\n")
                .collect(Collectors.joining());
        try {
            Files.writeString(folder.resolve(NAME), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The checksum of a file, in hexadecimal digits. */
    static String of(Path file) {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The checksum of some bytes. */
    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
