package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.Sha256;
import dev.sluice.escalation.vault.Problem.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks one package with nothing but the package, and a key where one is given. Trusts nothing that is in it: follows
 * no link, reads no path outside, takes no more memory than its lists of files may need.
 */
public final class PackageVerifier {
    private static final int MOST_PROBLEMS = 1_000;
    private static final int LARGEST_KEY_BYTES = 1 << 14;
    private static final int SIGNATURE_BYTES = 64;
    private static final Set<String> UNLISTED = Set.of(Manifest.TAGS, PackageContents.SIGNATURE);

    private final Path folder;
    private final List<Problem> problems = new ArrayList<>();
    private int files;

    private PackageVerifier(Path folder) {
        this.folder = folder;
    }

    /**
     * Verifies a package.
     *
     * @param folder the package
     * @param trusted keys that may have signed it; null to take the one in the package, which shows only that whoever
     *     signed it had that key
     * @throws VaultException where there is no such folder
     */
    public static Verification verify(Path folder, @Nullable List<VerificationKey> trusted) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultException("package '" + folder + "' does not exist; allowed: a package's folder");
        }
        return new PackageVerifier(folder).run(trusted);
    }

    private Verification run(@Nullable List<VerificationKey> trusted) {
        SortedMap<String, String> expected = new TreeMap<>();
        boolean listed = collect(Manifest.TAGS, false, expected) & collect(Manifest.PAYLOAD, true, expected);
        compare(expected);
        if (listed) {
            findAdded(expected.keySet());
        }
        VerificationKey own = ownKey();
        boolean keyTrusted = checkSignature(own, trusted);
        Path name = folder.toAbsolutePath().normalize().getFileName();
        return new Verification(String.valueOf(name), files, own == null ? null : own.id(), keyTrusted, problems);
    }

    /** Reads a list of files; says whether it could be read. */
    private boolean collect(String name, boolean payload, SortedMap<String, String> expected) {
        try {
            SortedMap<String, String> hashes =
                    Manifest.read(folder.resolve(name)).hashes();
            hashes.forEach((path, hash) -> {
                if (path.startsWith("data/") != payload || UNLISTED.contains(path)) {
                    report(Kind.CONTENT, name, "names " + path + ", which does not belong in it");
                } else {
                    expected.put(path, hash);
                }
            });
            if (!payload) {
                requireListed(hashes.keySet());
            }
            return true;
        } catch (NoSuchFileException e) {
            report(Kind.COMPLETENESS, name, "is missing");
        } catch (IOException e) {
            report(Kind.CONTENT, name, "cannot be read (" + e.getClass().getSimpleName() + ")");
        } catch (VaultException e) {
            report(Kind.CONTENT, name, "is no list of files: " + e.getMessage());
        }
        return false;
    }

    /** Without these in the signed list the signature would cover nothing. */
    private void requireListed(Set<String> names) {
        for (String required : List.of("bagit.txt", Manifest.PAYLOAD, PackageContents.SIGNER)) {
            if (!names.contains(required)) {
                report(Kind.CONTENT, Manifest.TAGS, "does not name " + required);
            }
        }
    }

    private void compare(Map<String, String> expected) {
        expected.forEach((path, hash) -> {
            Path file = folder.resolve(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!path.equals(Manifest.PAYLOAD)) {
                    report(Kind.COMPLETENESS, path, "is missing");
                }
                return;
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                report(Kind.COMPLETENESS, path, "is a link, folder or device, where a file was sealed");
                return;
            }
            try {
                files++;
                if (!Sha256.hex(file).equals(hash)) {
                    report(Kind.CONTENT, path, "has changed");
                }
            } catch (IOException e) {
                report(Kind.CONTENT, path, "cannot be read (" + e.getClass().getSimpleName() + ")");
            }
        });
    }

    private void findAdded(Set<String> expected) {
        Set<String> folders = new HashSet<>(Set.of("proof"));
        for (String path : expected) {
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                folders.add(path.substring(0, slash));
            }
        }
        Set<String> allowed = new TreeSet<>(expected);
        allowed.addAll(UNLISTED);
        try {
            Files.walkFileTree(folder, new AddedFinder(allowed, folders));
        } catch (IOException e) {
            report(Kind.COMPLETENESS, ".", "cannot be listed (" + e.getClass().getSimpleName() + ")");
        }
    }

    private @Nullable VerificationKey ownKey() {
        try {
            byte[] pem = SmallFiles.bytes(folder.resolve(PackageContents.SIGNER), LARGEST_KEY_BYTES);
            List<VerificationKey> keys =
                    VerificationKey.parse(new String(pem, StandardCharsets.US_ASCII), PackageContents.SIGNER);
            return keys.size() == 1 ? keys.get(0) : null;
        } catch (IOException | VaultException e) {
            // Missing or changed: reported with the other files. No key: no signature can be checked with it.
            return null;
        }
    }

    /** Whether the signature is that of a trusted key. */
    private boolean checkSignature(@Nullable VerificationKey own, @Nullable List<VerificationKey> trusted) {
        byte[] signed;
        byte[] signature;
        try {
            signed = SmallFiles.bytes(folder.resolve(Manifest.TAGS), 1 << 20);
            signature = SmallFiles.bytes(folder.resolve(PackageContents.SIGNATURE), SIGNATURE_BYTES);
        } catch (NoSuchFileException e) {
            if (!Files.exists(folder.resolve(PackageContents.SIGNATURE), LinkOption.NOFOLLOW_LINKS)) {
                report(Kind.COMPLETENESS, PackageContents.SIGNATURE, "is missing");
            }
            return false;
        } catch (IOException e) {
            report(Kind.SIGNATURE, PackageContents.SIGNATURE, "is no signature");
            return false;
        }
        if (trusted != null && trusted.stream().anyMatch(key -> key.verifies(signed, signature))) {
            return true;
        }
        if (own == null || !own.verifies(signed, signature)) {
            report(Kind.SIGNATURE, PackageContents.SIGNATURE, "is not the signer's over " + Manifest.TAGS);
        } else if (trusted != null) {
            report(Kind.UNKNOWN_KEY, PackageContents.SIGNER, "is key " + own.id() + ", which is not trusted");
        }
        return false;
    }

    private void report(Kind kind, String path, String detail) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(kind, path, detail));
        }
    }

    /** Reports every entry that is neither a listed file nor a folder above one. */
    private final class AddedFinder extends SimpleFileVisitor<Path> {
        private final Set<String> allowed;
        private final Set<String> folders;

        AddedFinder(Set<String> allowed, Set<String> folders) {
            this.allowed = allowed;
            this.folders = folders;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (!directory.equals(folder) && !folders.contains(relative(directory))) {
                report(Kind.COMPLETENESS, Names.printable(relative(directory)), "folder was added");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!allowed.contains(relative(file))) {
                report(Kind.COMPLETENESS, Names.printable(relative(file)), "was added");
            }
            return FileVisitResult.CONTINUE;
        }

        private String relative(Path path) {
            return folder.relativize(path).toString().replace('\\', '/');
        }
    }
}
