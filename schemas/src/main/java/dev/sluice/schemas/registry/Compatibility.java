package dev.sluice.schemas.registry;

import java.util.Arrays;
import java.util.Locale;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a new version of a schema must be able to do, by the names that registries have for it (Confluent documentation,
 * "Schema evolution and compatibility").
 */
public enum Compatibility {
    /** Nothing. */
    NONE(false, false, false),
    /** Read what the version before it wrote. */
    BACKWARD(true, false, false),
    /** Read what every version before it wrote. */
    BACKWARD_TRANSITIVE(true, false, true),
    /** Be read by the version before it. */
    FORWARD(false, true, false),
    /** Be read by every version before it. */
    FORWARD_TRANSITIVE(false, true, true),
    /** Read the version before it and be read by it. */
    FULL(true, true, false),
    /** Read every version before it and be read by it: what Sluice promises of its own records. */
    FULL_TRANSITIVE(true, true, true);

    private static final String NEW = "the new one";

    private final boolean reads;
    private final boolean isRead;
    private final boolean transitive;

    Compatibility(boolean reads, boolean isRead, boolean transitive) {
        this.reads = reads;
        this.isRead = isRead;
        this.transitive = transitive;
    }

    /** The rule with this name; {@link #NONE} for a name that no registry of ours has. */
    static Compatibility of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(NONE);
    }

    /** Whether it holds against every version, not the newest only. */
    boolean transitive() {
        return transitive;
    }

    /** Whether this rule asks for all that the other one asks for. */
    public boolean covers(Compatibility other) {
        return (reads || !other.reads) && (isRead || !other.isRead) && (transitive || !other.transitive);
    }

    /** What keeps a schema from following an earlier version; null where nothing does. */
    @Nullable
    Breach breach(Schema proposed, Schema earlier, int version) {
        String theirs = "version " + version;
        Breach breach = reads ? Breach.of(proposed, NEW, earlier, theirs) : null;
        return breach == null && isRead ? Breach.of(earlier, theirs, proposed, NEW) : breach;
    }
}
