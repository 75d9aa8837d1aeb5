package dev.sluice.escalation.vault;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a vault is and who writes it.
 *
 * @param folder the vault's folder; made where it is missing
 * @param tenant whose evidence it holds: part of every package's id
 * @param actor who seals, as the custody log names it
 * @param storage where its packages lie
 */
public record VaultSettings(Path folder, String tenant, String actor, StorageSettings storage) {
    private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern ACTOR = Pattern.compile("[\\x21-\\x7e]{1,100}");

    /** A vault whose packages lie in its own folder. */
    public VaultSettings(Path folder, String tenant, String actor) {
        this(folder, tenant, actor, StorageSettings.IN_THE_VAULT);
    }

    /** Checks both names. */
    public VaultSettings {
        if (!TENANT.matcher(tenant).matches()) {
            throw new IllegalArgumentException(
                    "sink.tenant '" + tenant + "' cannot be used; allowed: up to 63 of a-z, 0-9 and -");
        }
        if (!ACTOR.matcher(actor).matches()) {
            throw new IllegalArgumentException("custody actor '" + actor
                    + "' cannot be used; allowed: up to 100 printable ASCII characters, no space");
        }
    }
}
