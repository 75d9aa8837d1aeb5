package dev.sluice.app.embedded;

import dev.sluice.topology.health.Telemetry;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What the stack is made of.
 *
 * @param policies folder of policies
 * @param vault folder of sealed evidence, kept when the stack ends
 * @param brokerHeapMiB heap of the broker
 * @param telemetry counts and times
 * @param notes hears in a line what is going on while the stack starts
 */
public record StackSettings(Path policies, Path vault, int brokerHeapMiB, Telemetry telemetry, Consumer<String> notes) {
    /** The heap that the broker gets unless there is a reason for another. */
    public static final int BROKER_HEAP_MIB = 512;
}
