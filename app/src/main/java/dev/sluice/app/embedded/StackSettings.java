package dev.sluice.app.embedded;

import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.topology.health.Telemetry;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the stack is made of.
 *
 * @param policies folder of policies
 * @param vault folder of sealed evidence, kept when the stack ends
 * @param brokerHeapMiB heap of the broker
 * @param telemetry counts and times
 * @param secondLook makes the second look beside a first one, or null for none
 * @param casework whether the work of people runs too
 * @param notes hears in a line what is going on while the stack starts
 */
public record StackSettings(
        Path policies,
        Path vault,
        int brokerHeapMiB,
        Telemetry telemetry,
        SecondLookSource secondLook,
        boolean casework,
        Consumer<String> notes) {
    /** The heap that the broker gets unless there is a reason for another. */
    public static final int BROKER_HEAP_MIB = 512;

    /** The second look of the shipped models, where they have one. */
    public static final SecondLookSource SHIPPED =
            firstLook -> AssessorLoader.secondLook(firstLook, ModelFolder.shipped());

    /** No second look. */
    public static final SecondLookSource NONE = firstLook -> null;

    /** Where the second look comes from. */
    @FunctionalInterface
    public interface SecondLookSource {
        /** The second look beside this first look; null for none. */
        @Nullable
        SecondLook beside(Assessor firstLook);
    }
}
