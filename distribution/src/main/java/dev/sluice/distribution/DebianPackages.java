package dev.sluice.distribution;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The root file system under the image: files of Debian's packages that are named with their checksums, and none of their
 * scripts. So the image rests on bytes that anybody can fetch again.
 */
final class DebianPackages {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /**
     * A package.
     *
     * @param sha256 of its file
     * @param path below the archive's address
     */
    record Package(String sha256, String path) {
        /** The name of its file. */
        String file() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    private final String archive;
    private final Path cache;

    /**
     * Fetches from an archive.
     *
     * @param archive its address
     * @param cache a folder where files are kept
     */
    DebianPackages(String archive, Path cache) {
        this.archive = archive;
        this.cache = cache;
    }

    /** The packages of a list: on each line a checksum and a path. */
    static List<Package> listed(Path list) {
        try {
            List<Package> packages = new ArrayList<>();
            for (String line : Files.readAllLines(list)) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] words = line.strip().split("\\s+");
                    if (words.length != 2 || !words[0].matches("[0-9a-f]{64}")) {
                        throw new ReleaseException(
                                list + ": '" + line + "' is no package; allowed: SHA-256 in hexadecimal digits, path");
                    }
                    packages.add(new Package(words[0], words[1]));
                }
            }
            return packages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacks files of the packages into a folder: libraries and what says under which licence they are. */
    void unpack(List<Package> packages, Path root) {
        for (Package one : packages) {
            try {
                unpack(fetch(one), root);
            } catch (IOException e) {
                throw new ReleaseException(one.file() + " cannot be unpacked: " + e.getMessage(), e);
            }
        }
    }

    /** The file of a package, from the cache where it is there. */
    Path fetch(Package one) throws IOException {
        Path file = Files.createDirectories(cache).resolve(one.sha256() + ".deb");
        if (!Files.exists(file)) {
            Path part = Files.createTempFile(cache, "part", ".deb");
            try (HttpClient client = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(TIMEOUT)
                    .build()) {
                URI address = URI.create(archive + "/" + one.path().replace("+", "%2B"));
                int status = client.send(
                                HttpRequest.newBuilder(address).timeout(TIMEOUT).build(),
                                HttpResponse.BodyHandlers.ofFile(part))
                        .statusCode();
                if (status != 200) {
                    throw new ReleaseException(address + " answers " + status
                            + "; take the next version into deploy/image/packages.txt, or name an archive that keeps old"
                            + " ones with -Drelease.debian");
                }
                Files.move(part, file);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReleaseException("fetching " + one.file() + " was interrupted", e);
            } finally {
                Files.deleteIfExists(part);
            }
        }
        String sha256 = Checksums.of(file);
        if (!sha256.equals(one.sha256())) {
            Files.delete(file);
            throw new ReleaseException(one.file() + " has the checksum " + sha256 + "; expected: " + one.sha256());
        }
        return file;
    }

    private static void unpack(Path deb, Path root) throws IOException {
        try (ArArchiveInputStream ar = new ArArchiveInputStream(new BufferedInputStream(Files.newInputStream(deb)))) {
            for (ArArchiveEntry entry = ar.getNextEntry(); entry != null; entry = ar.getNextEntry()) {
                if (entry.getName().startsWith("data.tar.xz")) {
                    untar(new XZInputStream(ar), root);
                    return;
                }
            }
        }
        throw new ReleaseException(deb + " has no data.tar.xz");
    }

    private static void untar(InputStream in, Path root) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path target = root.resolve(merged(entry.getName())).normalize();
            if (!target.startsWith(root)) {
                throw new ReleaseException("a package names " + entry.getName() + ", which lies outside");
            }
            if (entry.isDirectory() || !wanted(merged(entry.getName()))) {
                continue;
            }
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.deleteIfExists(target);
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isFile()) {
                Files.copy(tar, target);
                target.toFile().setExecutable((entry.getMode() & 0111) != 0);
            }
        }
    }

    /** The path in a file system where {@code /lib} is a link to {@code /usr/lib}, as Debian has it. */
    private static String merged(String name) {
        String path = name.startsWith("./") ? name.substring(2) : name;
        return path.matches("(lib|lib64|bin|sbin)/.*") ? "usr/" + path : path;
    }

    /** Libraries, and what is said about licences; no programs, no tables that only programs read. */
    private static boolean wanted(String path) {
        return path.matches("usr/lib(64)?/.*\\.so(\\.[\\d.]+)?")
                        && !path.contains("/gconv/")
                        && !path.contains("/audit/")
                || path.matches("usr/share/doc/[^/]+/copyright")
                || path.startsWith("usr/share/common-licenses/")
                || path.matches("(usr/lib|etc)/os-release|etc/debian_version");
    }
}
