package dev.sluice.escalation;

import dev.sluice.escalation.durable.StepHook;
import dev.sluice.escalation.ledger.Ledger;
import dev.sluice.escalation.storage.EvidenceStorage;
import dev.sluice.escalation.timing.StageTimes;
import dev.sluice.escalation.vault.KeyRing;
import dev.sluice.escalation.vault.Sealer;
import dev.sluice.escalation.vault.SigningKey;
import dev.sluice.escalation.vault.Vault;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.escalation.vault.VaultIndex;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.registry.StartCheck;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.Subjects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the sink works with besides Kafka: opened together or not at all, and let go of together. */
record SinkResources(Vault vault, Ledger ledger, SchemaRegistry registry, Clock clock, StageTimes times)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkResources.class);

    SinkResources(Vault vault, Ledger ledger, SchemaRegistry registry, Clock clock) {
        this(vault, ledger, registry, clock, StageTimes.off());
    }

    /**
     * Opens key, vault, log and registry.
     *
     * @throws VaultException where the key, the vault or its log cannot be used
     * @throws SchemaRegistryException where the registry stays away, or lacks what the sink writes
     */
    static SinkResources open(SinkSettings settings, StageTimes times) {
        SigningKey key = signingKey(settings.key(), settings.vault().folder());
        Clock clock = Clock.systemUTC();
        Vault vault = openVault(settings, key, clock, times);
        Ledger ledger = openLedger(settings, key, clock, vault);
        LOG.info("Sealing with key {}", key.verificationKey().id());
        try {
            return new SinkResources(vault, ledger, openRegistry(settings), clock, times);
        } catch (SchemaRegistryException e) {
            ledger.close();
            vault.close();
            throw e;
        }
    }

    @Override
    public void close() {
        try (SchemaRegistry closingLast = registry;
                Vault closingNext = vault) {
            ledger.close();
        }
    }

    private static Vault openVault(SinkSettings settings, SigningKey key, Clock clock, StageTimes times) {
        Path list = settings.key().trusted();
        KeyRing trusted = list == null ? null : KeyRing.load(list);
        Sealer sealer = new Sealer(settings.vault().tenant(), key, trusted, clock, times);
        EvidenceStorage storage =
                settings.vault().storage().open(settings.vault().folder(), clock);
        return Vault.open(settings.vault(), sealer, storage, clock, StepHook.NONE);
    }

    private static Ledger openLedger(SinkSettings settings, SigningKey key, Clock clock, Vault vault) {
        try {
            return Ledger.open(settings.vault().folder(), key, settings.ledger(), clock, StepHook.NONE);
        } catch (VaultException e) {
            vault.close();
            throw e;
        }
    }

    /** Asks for what will be written before anything is read: a registry that goes away later holds up nothing known. */
    private static SchemaRegistry openRegistry(SinkSettings settings) {
        SchemaRegistry registry = SchemaRegistry.connect(settings.registry());
        try {
            StartCheck.await(
                    registry, Subjects.schemasOf(Role.SINK), settings.registry().startLimit(), LOG::warn);
            return registry;
        } catch (SchemaRegistryException e) {
            registry.close();
            throw e;
        }
    }

    /** A key that is gone is not replaced by another one behind the backs of those who verify. */
    private static SigningKey signingKey(SinkSettings.Key key, Path vault) {
        if (!key.create() || Files.exists(key.file())) {
            return SigningKey.load(key.file());
        }
        if (VaultIndex.isInUse(vault)) {
            throw new VaultException("key file '" + key.file() + "' is missing, and vault '" + vault
                    + "' was sealed with a key; allowed: that key put back, or a new one made on purpose (openssl genpkey"
                    + " -algorithm ed25519) whose id you tell those who verify");
        }
        return SigningKey.create(key.file());
    }
}
