package dev.sluice.escalation.retention;

import dev.sluice.escalation.custody.Actor;
import dev.sluice.escalation.custody.Role;
import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.retention.RetentionSchedule.OnErasure;
import dev.sluice.escalation.retention.RetentionSchedule.Rule;
import dev.sluice.escalation.storage.CaseKeys;
import dev.sluice.escalation.storage.EncryptedStorage;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.storage.FolderStorage;
import dev.sluice.escalation.vault.Addition;
import dev.sluice.escalation.vault.Escalations;
import dev.sluice.escalation.vault.SealResult;
import dev.sluice.escalation.vault.Sealer;
import dev.sluice.escalation.vault.SupplementsTest;
import dev.sluice.escalation.vault.TestVaults;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.encryption.LocalKeyFile;
import dev.sluice.schemas.registry.ShippedSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A vault with cases in it, each under a key of its own, and people who work on it. */
public final class TestCases {
    /** A lawyer. */
    public static final Actor MIRA = new Actor("mira.example", Role.LEGAL, "os:mira");
    /** Another one. */
    public static final Actor NOAH = new Actor("noah.example", Role.LEGAL, "os:noah");
    /** An officer for data protection. */
    public static final Actor DANA = new Actor("dana.example", Role.DATA_PROTECTION, "os:dana");
    /** The category of {@link Escalations}. */
    public static final String CATEGORY = "DEFAMATION";

    private final Path temp;

    /** In a new folder. */
    public TestCases(Path temp) {
        this.temp = temp;
    }

    /** The vault's folder. */
    public Path vault() {
        return temp.resolve("vault");
    }

    /** The storage, opened as another process would. */
    public EvidenceStorage storage() throws IOException {
        return storage(StepHook.NONE);
    }

    /** The storage with a hook. */
    public EvidenceStorage storage(StepHook hook) throws IOException {
        Path file = temp.resolve("kek.json");
        LocalKeyFile keys = Files.exists(file) ? LocalKeyFile.open(file) : LocalKeyFile.create(file);
        return new EncryptedStorage(
                FolderStorage.open(vault(), new DurableFiles(hook)),
                CaseKeys.open(temp.resolve("cases"), keys, TestVaults.CLOCK, false));
    }

    /** Seals a post of an author and returns its package's id. */
    public String seal(String post, String author) throws IOException {
        Escalation escalation = Escalations.of(post);
        escalation.getPost().setAuthor(author);
        return seal(escalation);
    }

    /** Seals an escalation at {@link TestVaults#NOW} and returns its package's id. */
    public String seal(Escalation escalation) throws IOException {
        Sealer sealer = new Sealer("garden-forum", TestVaults.key(vault()), null, TestVaults.CLOCK);
        try (Vault vault =
                Vault.open(TestVaults.settings(vault()), sealer, storage(), TestVaults.CLOCK, StepHook.NONE)) {
            return ((SealResult.Sealed) vault.seal(Escalations.evidence(escalation))).packageId();
        }
    }

    /** Adds a document to what is sealed of an escalation. */
    public SealResult add(String id, String escalation) throws IOException {
        Sealer sealer = new Sealer("garden-forum", TestVaults.key(vault()), null, TestVaults.CLOCK);
        EvidenceSupplement supplement = SupplementsTest.supplement(id, escalation, "A letter.");
        Addition addition = new Addition(
                supplement,
                SupplementsTest.bytes(supplement),
                ShippedSchemas.plain(EvidenceSupplement.getClassSchema()));
        try (Vault vault =
                Vault.open(TestVaults.settings(vault()), sealer, storage(), TestVaults.CLOCK, StepHook.NONE)) {
            return vault.add(List.of(addition)).getFirst();
        }
    }

    /** A clock that stands still so long after sealing. */
    public static Clock after(Period period) {
        return at(TestVaults.NOW.atZone(ZoneOffset.UTC).plus(period).toInstant());
    }

    /** A clock that stands still. */
    public static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    /** Keeps defamation three years, and everything else ten. */
    public static RetentionSchedule schedule(OnErasure onErasure) {
        Rule rule = new Rule(Period.ofYears(3), onErasure, "a test");
        return new RetentionSchedule(
                "test", "1.0.0", "00", Map.of(CATEGORY, rule), new Rule(Period.ofYears(10), OnErasure.KEEP, "a test"));
    }
}
