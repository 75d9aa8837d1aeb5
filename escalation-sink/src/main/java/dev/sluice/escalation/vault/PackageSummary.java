package dev.sluice.escalation.vault;

import java.time.Instant;

/**
 * What is known of a sealed package without reading the words in it.
 *
 * @param packageId its id
 * @param version its version; the highest is in force
 * @param location its folder, relative to the vault
 * @param sealedAt when it was sealed, by the custody log
 * @param manifestSha256 hash of its signed list of files, by the custody log
 * @param legalCategory legal category, lower case; empty where the package is missing
 * @param escalatedAt when it was escalated; empty where the package is missing
 * @param present whether its folder is there; says nothing of its content
 */
public record PackageSummary(
        String packageId,
        int version,
        String location,
        Instant sealedAt,
        String manifestSha256,
        String legalCategory,
        String escalatedAt,
        boolean present) {}
