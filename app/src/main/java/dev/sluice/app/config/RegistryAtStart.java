package dev.sluice.app.config;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.registry.RegistrySettings;
import dev.sluice.schemas.registry.SchemaRegistry;
import dev.sluice.schemas.registry.SchemaRegistryException;
import dev.sluice.schemas.registry.StartCheck;
import dev.sluice.schemas.registry.UnknownSchemaException;
import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.Subjects;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Makes sure, before a process takes part in anything, that the registry has what the process will write. */
public final class RegistryAtStart {
    private RegistryAtStart() {}

    /**
     * Connects, and asks for all that a role writes; waits for a registry that is away as long as the configuration
     * says.
     */
    public static SchemaRegistry connect(Role role, SluiceConfig config, Path file, Terminal terminal) {
        RegistrySettings settings = Connections.registry(config);
        SchemaRegistry registry = SchemaRegistry.connect(settings);
        try {
            return hinting(file, () -> {
                StartCheck.await(registry, Subjects.schemasOf(role), settings.startLimit(), terminal::note);
                return registry;
            });
        } catch (CommandException | SchemaRegistryException e) {
            registry.close();
            throw e;
        }
    }

    /** Says of missing schemas how they get into the registry. */
    public static <T> T hinting(Path file, Supplier<T> start) {
        try {
            return start.get();
        } catch (UnknownSchemaException e) {
            throw CommandException.failed(
                    e.getMessage() + "; register them: ./sluice schemas register --config " + file, e);
        }
    }
}
