package dev.sluice.escalation.vault;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** What a folder of evidence is to be checked as. */
public enum EvidenceFolder {
    /** One package, or what is left of it. */
    PACKAGE,
    /** A whole vault. */
    VAULT;

    /** Any one of these makes a package, so that taking some away, or all but one, does not hide it. */
    private static final List<String> OF_A_PACKAGE =
            List.of("bagit.txt", Manifest.TAGS, Manifest.PAYLOAD, "data", "proof");

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
        boolean named = name != null && Names.isPackageId(name.toString());
        boolean filled =
                OF_A_PACKAGE.stream().anyMatch(entry -> Files.exists(folder.resolve(entry), LinkOption.NOFOLLOW_LINKS));
        return named || filled ? PACKAGE : VAULT;
    }
}
