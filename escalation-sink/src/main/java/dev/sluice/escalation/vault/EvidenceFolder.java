package dev.sluice.escalation.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a folder of evidence is to be checked as. */
public enum EvidenceFolder {
    /** One package, or what is left of it. */
    PACKAGE,
    /** A whole vault. */
    VAULT;

    /** Any one of these makes a package, so that taking some away, or all but one, does not hide it. */
    private static final List<String> OF_A_PACKAGE =
            List.of("bagit.txt", Manifest.TAGS, Manifest.PAYLOAD, Manifest.PAYLOAD_512, "data", "proof");

    /**
     * Says which of the two a folder is. What has nothing of a package in it is taken for a vault, where at least the
     * custody log must be: no folder passes for want of things to check.
     *
     * @throws VaultException where there is no such folder
     */
    public static EvidenceFolder of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new VaultException("'" + folder + "' is not a folder; allowed: a vault, or one package of it");
        }
        Path name = folder.toAbsolutePath().normalize().getFileName();
        boolean named = name != null && (Names.isVersion(name.toString()) || Names.isPackageId(name.toString()));
        boolean filled =
                OF_A_PACKAGE.stream().anyMatch(entry -> Files.exists(folder.resolve(entry), LinkOption.NOFOLLOW_LINKS));
        return named || filled ? PACKAGE : VAULT;
    }

    /**
     * The packages in a folder that is no vault: its versions where it holds those, else the folder itself.
     *
     * @throws VaultException where it cannot be listed
     */
    public static List<Path> packages(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> versions = entries.filter(
                            entry -> Names.isVersion(String.valueOf(entry.getFileName())) && Files.isDirectory(entry))
                    .sorted(Comparator.comparingInt(version -> Names.versionIn(version.toString())))
                    .toList();
            return versions.isEmpty() ? List.of(folder) : versions;
        } catch (IOException e) {
            throw new VaultException("folder '" + folder + "' cannot be listed", e);
        }
    }
}
