package dev.sluice.escalation.vault;

import dev.sluice.escalation.digest.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Which package a folder says it is; says nothing of whether that is so, which {@link PackageVerifier} does.
 *
 * @param packageId its id, by the signed file {@code bag-info.txt}; empty where that cannot be told
 * @param manifestSha256 hash of its signed list of files; empty where there is none
 */
public record PackageIdentity(String packageId, String manifestSha256) {
    private static final String ID = "External-Identifier";

    /** Of the package in this folder, which may have any name. */
    public static PackageIdentity of(Path folder) throws IOException {
        Path manifest = folder.resolve(Manifest.TAGS);
        boolean listed = Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS);
        return new PackageIdentity(BagInfo.read(folder).field(ID), listed ? Sha256.hex(manifest) : "");
    }
}
