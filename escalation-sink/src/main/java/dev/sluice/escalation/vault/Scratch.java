package dev.sluice.escalation.vault;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for copies of what lies elsewhere, readable by nobody else, and gone once closed. */
final class Scratch implements AutoCloseable {
    private final Path folder;

    Scratch() throws IOException {
        // Only its owner may enter: the platform makes temporary folders so.
        this.folder = Files.createTempDirectory("sluice-evidence-");
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        new DurableFiles(StepHook.NONE).discard(folder);
    }
}
