package dev.sluice.escalation.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.durable.DurableFiles;
import dev.sluice.escalation.durable.Step;
import dev.sluice.escalation.durable.StepHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderStorageTest extends EvidenceStorageContract {
    @Override
    protected EvidenceStorage open() throws IOException {
        return FolderStorage.open(folder(), new DurableFiles(StepHook.NONE));
    }

    @Override
    protected void publishHalf(Parcel parcel) throws IOException {
        StepHook crash = (step, path) -> {
            if (step == Step.PUBLISH) {
                throw new IOException("power cut");
            }
        };
        assertThatThrownBy(() ->
                        FolderStorage.open(folder(), new DurableFiles(crash)).publish(List.of(parcel)))
                .hasMessage("power cut");
    }

    @Test
    void crashBetweenTwoParcelsOfABatchLeavesTheFirstWhole() throws IOException {
        int[] published = {0};
        StepHook crash = (step, path) -> {
            if (step == Step.PUBLISH && published[0]++ == 1) {
                throw new IOException("power cut");
            }
        };
        EvidenceStorage failing = FolderStorage.open(folder(), new DurableFiles(crash));
        assertThatThrownBy(() -> failing.publish(List.of(parcel(FIRST), parcel(SECOND))))
                .hasMessage("power cut");
        try (EvidenceStorage storage = open()) {
            assertThat(storage.contains(FIRST)).isTrue();
            assertThat(storage.files(FIRST)).hasSize(3);
            assertThat(storage.contains(SECOND)).isFalse();
        }
    }

    @Test
    void storageOpenForReadingWritesNothing() throws IOException {
        open().close();
        try (EvidenceStorage reading = FolderStorage.reading(folder())) {
            assertThatThrownBy(() -> reading.publish(List.of(parcel(FIRST))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("for reading only");
        }
        assertThat(Files.exists(folder().resolve(FIRST))).isFalse();
    }

    private Path folder() {
        return temp.resolve("vault");
    }
}
