package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.HashAlgorithm;
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
import java.time.Instant;
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
    private static final int LARGEST_STATEMENT_BYTES = 1 << 16;
    private static final int LARGEST_LIST_BYTES = 1 << 20;
    /** What no list can name: the signed list itself, and what signs it. */
    private static final Set<String> UNLISTED =
            Set.of(Manifest.TAGS, PackageContents.SIGNATURE, PackageContents.STATEMENT);

    private final Path folder;
    private final @Nullable Instant sealedAt;
    private final List<Problem> problems = new ArrayList<>();
    private int files;

    private PackageVerifier(Path folder, @Nullable Instant sealedAt) {
        this.folder = folder;
        this.sealedAt = sealedAt;
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
        return verify(folder, trusted == null ? null : KeyRing.of(trusted), null);
    }

    /**
     * Verifies a package with keys that may have expired or been revoked.
     *
     * @param folder the package
     * @param trusted keys that may have signed it; null to take the one in the package
     * @param sealedAt when the custody log says that it was sealed; null where there is no log at hand, and an expired
     *     key cannot be told from one that was good then
     * @throws VaultException where there is no such folder
     */
    public static Verification verify(Path folder, @Nullable KeyRing trusted, @Nullable Instant sealedAt) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            throw new VaultException("package '" + folder + "' does not exist; allowed: a package's folder");
        }
        return new PackageVerifier(folder, sealedAt).run(trusted);
    }

    private Verification run(@Nullable KeyRing trusted) {
        SortedMap<String, String> expected = new TreeMap<>();
        SortedMap<String, String> payload = new TreeMap<>();
        SortedMap<String, String> payload512 = new TreeMap<>();
        boolean listed = collect(Manifest.TAGS, HashAlgorithm.SHA_256, false, expected)
                & collect(Manifest.PAYLOAD, HashAlgorithm.SHA_256, true, payload)
                & collect(Manifest.PAYLOAD_512, HashAlgorithm.SHA_512, true, payload512);
        if (listed && !payload.keySet().equals(payload512.keySet())) {
            report(Kind.CONTENT, Manifest.PAYLOAD_512, "does not name the files of " + Manifest.PAYLOAD);
        }
        expected.putAll(payload);
        compare(expected, payload512);
        if (listed) {
            findAdded(expected.keySet());
        }
        VerificationKey own = ownKey();
        boolean keyTrusted = checkSignature(own, trusted);
        checkStatement(own);
        return new Verification(name(), files, own == null ? null : own.id(), keyTrusted, problems);
    }

    /** The folder's name, with the package's id before that of a version. */
    private String name() {
        Path path = folder.toAbsolutePath().normalize();
        String name = String.valueOf(path.getFileName());
        Path parent = path.getParent();
        String above = parent == null ? "" : String.valueOf(parent.getFileName());
        return Names.isVersion(name) && Names.isPackageId(above) ? above + "/" + name : name;
    }

    /** Reads a list of files; says whether it could be read. */
    private boolean collect(String name, HashAlgorithm algorithm, boolean payload, SortedMap<String, String> expected) {
        try {
            SortedMap<String, String> hashes =
                    Manifest.read(folder.resolve(name), algorithm).hashes();
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
        for (String required : List.of("bagit.txt", Manifest.PAYLOAD, Manifest.PAYLOAD_512, PackageContents.SIGNER)) {
            if (!names.contains(required)) {
                report(Kind.CONTENT, Manifest.TAGS, "does not name " + required);
            }
        }
    }

    private void compare(Map<String, String> expected, Map<String, String> longer) {
        expected.forEach((path, hash) -> {
            Path file = folder.resolve(path);
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!path.equals(Manifest.PAYLOAD) && !path.equals(Manifest.PAYLOAD_512)) {
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
                String hash512 = longer.get(path);
                if (!HashAlgorithm.SHA_256.hex(file).equals(hash)
                        || hash512 != null && !HashAlgorithm.SHA_512.hex(file).equals(hash512)) {
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
    private boolean checkSignature(@Nullable VerificationKey own, @Nullable KeyRing trusted) {
        byte[] signed;
        byte[] signature;
        try {
            signed = SmallFiles.bytes(folder.resolve(Manifest.TAGS), LARGEST_LIST_BYTES);
            signature = SmallFiles.bytes(folder.resolve(PackageContents.SIGNATURE), SIGNATURE_BYTES);
        } catch (NoSuchFileException e) {
            reportMissing(PackageContents.SIGNATURE);
            return false;
        } catch (IOException e) {
            report(Kind.SIGNATURE, PackageContents.SIGNATURE, "is no signature");
            return false;
        }
        KeyRing.Entry entry = trusted == null ? null : signerAmong(trusted, signed, signature);
        if (entry != null) {
            String objection = entry.objection(sealedAt);
            if (objection != null) {
                report(
                        Kind.UNKNOWN_KEY,
                        PackageContents.SIGNER,
                        "is key " + entry.key().id() + ", which " + objection);
            }
            return objection == null;
        }
        if (own == null || !own.verifies(signed, signature)) {
            report(Kind.SIGNATURE, PackageContents.SIGNATURE, "is not the signer's over " + Manifest.TAGS);
        } else if (trusted != null) {
            report(Kind.UNKNOWN_KEY, PackageContents.SIGNER, "is key " + own.id() + ", which is not trusted");
        }
        return false;
    }

    private static KeyRing.@Nullable Entry signerAmong(KeyRing trusted, byte[] signed, byte[] signature) {
        return trusted.entries().stream()
                .filter(entry -> entry.key().verifies(signed, signature))
                .findFirst()
                .orElse(null);
    }

    /** The envelope must be of the key in the package, which the signed list names, and name the lists as they are. */
    private void checkStatement(@Nullable VerificationKey own) {
        try {
            Dsse envelope =
                    Dsse.parse(SmallFiles.bytes(folder.resolve(PackageContents.STATEMENT), LARGEST_STATEMENT_BYTES));
            SortedMap<String, byte[]> lists = new TreeMap<>();
            for (String name : Statement.SUBJECTS) {
                if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                    lists.put(name, SmallFiles.bytes(folder.resolve(name), LARGEST_LIST_BYTES));
                }
            }
            if (own == null || !envelope.isSignedBy(own)) {
                report(Kind.SIGNATURE, PackageContents.STATEMENT, "is not signed by the signer");
            } else if (!Statement.names(envelope.payload(), lists)) {
                report(Kind.SIGNATURE, PackageContents.STATEMENT, "is about other lists of files");
            }
        } catch (NoSuchFileException e) {
            reportMissing(PackageContents.STATEMENT);
        } catch (IOException e) {
            report(Kind.SIGNATURE, PackageContents.STATEMENT, "is no signed statement");
        }
    }

    private void reportMissing(String name) {
        if (!Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            report(Kind.COMPLETENESS, name, "is missing");
        }
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
