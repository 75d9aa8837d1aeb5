package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Vaults with one key and a clock that stands still. */
public final class TestVaults {
    /** When everything happens. */
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00.123Z");

    /** A clock that stands still. */
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private TestVaults() {}

    /** A vault in this folder, with the key beside it. */
    public static Vault open(Path folder) {
        return open(folder, StepHook.NONE);
    }

    static Vault open(Path folder, StepHook hook) {
        return Vault.open(settings(folder), key(folder), CLOCK, hook);
    }

    /** Settings of a vault in this folder. */
    public static VaultSettings settings(Path folder) {
        return new VaultSettings(folder, "garden-forum", "sink-1");
    }

    /** The one key of a test: beside the vault, made when first asked for. */
    public static SigningKey key(Path folder) {
        Path file = folder.resolveSibling("signing.pem");
        return Files.exists(file) ? SigningKey.load(file) : SigningKey.create(file);
    }

    /** Path to content of every file below a folder. */
    static SortedMap<String, byte[]> files(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** Seals one escalation and returns its package. */
    public static Path seal(Path folder, String id) {
        try (Vault vault = open(folder)) {
            SealResult.Sealed sealed = (SealResult.Sealed) vault.seal(Escalations.evidence(Escalations.of(id)));
            return folder.resolve(sealed.location());
        }
    }
}
