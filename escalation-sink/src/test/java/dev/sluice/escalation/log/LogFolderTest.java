package dev.sluice.escalation.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LogFolderTest extends LogStorageContract {
    @Override
    LogStorage storage(Path folder) {
        return new LogFolder(folder, new DurableFiles(StepHook.NONE));
    }

    @Test
    void crashBeforeAnyStepOfAWriteLeavesTheOldContent() throws IOException {
        for (Step failing : new Step[] {Step.WRITE_FILE, Step.SYNC_FILE, Step.PUBLISH}) {
            Path folder = temp.resolve(failing.name());
            storage(folder).write("head", new byte[] {1});
            StepHook crash = (step, path) -> {
                if (step == failing) {
                    throw new IOException("power cut");
                }
            };
            LogStorage crashing = new LogFolder(folder, new DurableFiles(crash));
            assertThatThrownBy(() -> crashing.write("head", new byte[] {2})).hasMessage("power cut");
            assertThat(storage(folder).read("head")).containsExactly(1);
            storage(folder).write("head", new byte[] {3});
            assertThat(storage(folder).list("")).containsExactly("head");
        }
    }

    @Test
    void namesThatLeadOutAndLinksAreRefused() throws IOException {
        LogStorage storage = storage(temp.resolve("log"));
        assertThatThrownBy(() -> storage.read("../key")).isInstanceOf(IllegalArgumentException.class);
        storage.write("head", new byte[] {1});
        Files.createSymbolicLink(temp.resolve("log/link"), temp.resolve("log/head"));
        assertThatThrownBy(() -> storage.read("link")).hasMessage("link is no regular file");
    }
}
