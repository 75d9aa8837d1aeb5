package dev.sluice.escalation.durable;

import java.io.IOException;
import java.nio.file.Path;

/** Hears of each step before it is taken. Throwing from it is a failure of that step: the seam for crash tests. */
@FunctionalInterface
public interface StepHook {
    /** Lets every step pass. */
    StepHook NONE = (step, path) -> {};

    /** Called before the step; an exception takes the place of the step. */
    void before(Step step, Path path) throws IOException;
}
