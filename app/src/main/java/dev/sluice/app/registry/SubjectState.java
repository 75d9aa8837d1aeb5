package dev.sluice.app.registry;

import dev.sluice.schemas.registry.Compatibility;
import org.jspecify.annotations.Nullable;

/**
 * One subject beside what the registry has.
 *
 * @param name its name in the registry, prefix included
 * @param standing how this build's schema stands there
 * @param id the id of this build's schema; null where it is not registered
 * @param rule what new versions have to keep
 * @param detail why the schema cannot be registered, naming field and rule; empty otherwise
 */
public record SubjectState(
        String name, Standing standing, @Nullable Integer id, Compatibility rule, String detail) {

    /** Whether the rule asks for less than Sluice promises. */
    public boolean isLax() {
        return !rule.covers(SubjectDesk.RULE);
    }

    /** How a schema stands. */
    public enum Standing {
        /** The registry has it. */
        REGISTERED,
        /** The registry has not got it, and can take it. */
        MISSING,
        /** It cannot follow the versions that are there. */
        REFUSED
    }
}
