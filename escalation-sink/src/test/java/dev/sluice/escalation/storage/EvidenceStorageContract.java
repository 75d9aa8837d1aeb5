package dev.sluice.escalation.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.escalation.storage.FileNames.Root;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every storage of evidence does. */
public abstract class EvidenceStorageContract {
    protected static final String FIRST = "packages/ab/" + "ab".repeat(20) + "/v1";
    protected static final String SECOND = "packages/ab/" + "ab".repeat(20) + "/v2";
    private static final String ASIDE = "quarantine/cd/" + "cd".repeat(20);

    @TempDir
    protected Path temp;

    /** Opens the storage of this test; again on each call, as another process would. */
    protected abstract EvidenceStorage open() throws IOException;

    /** Leaves a parcel half published, as a crash would. */
    protected abstract void publishHalf(Parcel parcel) throws IOException;

    @Test
    void parcelIsReadAsItWasPublished() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST), parcel(SECOND), parcel(ASIDE)));
        }
        try (EvidenceStorage storage = open()) {
            assertThat(storage.contains(FIRST)).isTrue();
            assertThat(storage.files(FIRST)).containsExactly("bagit.txt", "data/empty.bin", "data/post/post.json");
            assertThat(storage.read(FIRST, "data/post/post.json", 100))
                    .asString()
                    .isEqualTo("words of " + FIRST);
            assertThat(storage.read(FIRST, "data/empty.bin", 100)).isEmpty();
            assertThat(visited(storage, Root.PACKAGES)).containsExactlyInAnyOrder(FIRST, SECOND);
            assertThat(visited(storage, Root.QUARANTINE)).containsExactly(ASIDE);
        }
    }

    @Test
    void parcelThatIsThereStaysAsItIs() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
            SortedMap<String, byte[]> other = new TreeMap<>(parcel(FIRST).files());
            other.put("data/post/post.json", utf8("other words"));
            assertThatThrownBy(() -> storage.publish(List.of(new Parcel(FIRST, other))))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> storage.publish(List.of(parcel(FIRST))))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThat(storage.read(FIRST, "data/post/post.json", 100))
                    .asString()
                    .isEqualTo("words of " + FIRST);
        }
    }

    @Test
    void halfAParcelCountsForNothingAndIsMadeWhole() throws IOException {
        publishHalf(parcel(FIRST));
        try (EvidenceStorage storage = open()) {
            assertThat(storage.contains(FIRST)).isFalse();
            assertThat(storage.files(FIRST)).isEmpty();
            assertThat(visited(storage, Root.PACKAGES)).isEmpty();
            storage.publish(List.of(parcel(FIRST)));
            assertThat(storage.contains(FIRST)).isTrue();
            assertThat(storage.files(FIRST)).hasSize(3);
            assertThat(storage.read(FIRST, "data/post/post.json", 100))
                    .asString()
                    .isEqualTo("words of " + FIRST);
        }
    }

    @Test
    void whatIsNotThereIsSaid() throws IOException {
        try (EvidenceStorage storage = open()) {
            assertThat(storage.contains(FIRST)).isFalse();
            assertThat(storage.files(FIRST)).isEmpty();
            assertThat(storage.held(FIRST)).isFalse();
            assertThatThrownBy(() -> storage.read(FIRST, "bagit.txt", 100)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> storage.hold(FIRST, true)).isInstanceOf(NoSuchFileException.class);
            storage.publish(List.of(parcel(FIRST)));
            assertThatThrownBy(() -> storage.read(FIRST, "data/none", 100)).isInstanceOf(NoSuchFileException.class);
        }
    }

    @Test
    void fileThatIsLargerThanAskedForIsRefused() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
            assertThatThrownBy(() -> storage.read(FIRST, "data/post/post.json", 10))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("larger than");
        }
    }

    @Test
    void maliciousNamesLeadNowhere() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
            for (String file :
                    List.of("../v2/bagit.txt", "/etc/passwd", "data/../../x", "a\0b", "", "data//x", "data/.x")) {
                assertThatThrownBy(() -> storage.read(FIRST, file, 100))
                        .as(file)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("no plain path");
                assertThatThrownBy(() -> new Parcel(FIRST, new TreeMap<>(java.util.Map.of(file, new byte[0]))))
                        .as(file)
                        .isInstanceOf(IllegalArgumentException.class);
            }
            for (String location : List.of("packages/ab/../../x", "packages", "", "quarantine/ab/" + "cd".repeat(20))) {
                assertThatThrownBy(() -> storage.contains(location)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void legalHoldIsPutOnAndTakenOff() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST), parcel(SECOND)));
            assertThat(storage.held(FIRST)).isFalse();
            storage.hold(FIRST, true);
            storage.hold(FIRST, true);
            assertThat(storage.held(FIRST)).isTrue();
            assertThat(storage.held(SECOND)).isFalse();
            storage.hold(FIRST, false);
            assertThat(storage.held(FIRST)).isFalse();
        }
    }

    @Test
    void deletedParcelIsGoneAndTheOthersStay() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST), parcel(SECOND)));
            storage.delete(FIRST);
            storage.delete(FIRST);
            assertThat(storage.contains(FIRST)).isFalse();
            assertThat(storage.files(FIRST)).isEmpty();
            assertThat(storage.files(SECOND)).hasSize(3);
            assertThat(visited(storage, Root.PACKAGES)).containsExactly(SECOND);
        }
    }

    @Test
    void heldParcelIsNotDeleted() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
            storage.hold(FIRST, true);
            assertThatThrownBy(() -> storage.delete(FIRST))
                    .isInstanceOf(HeldException.class)
                    .hasMessageContaining(FIRST + " is under a legal hold");
            assertThat(storage.files(FIRST)).hasSize(3);
            storage.hold(FIRST, false);
            storage.delete(FIRST);
            assertThat(storage.contains(FIRST)).isFalse();
        }
    }

    @Test
    void parcelIsFetchedWhole() throws IOException {
        try (EvidenceStorage storage = open()) {
            storage.publish(List.of(parcel(FIRST)));
            Path folder = storage.fetch(FIRST, Files.createDirectory(temp.resolve("scratch")));
            for (var file : parcel(FIRST).files().entrySet()) {
                assertThat(folder.resolve(file.getKey())).hasBinaryContent(file.getValue());
            }
        }
    }

    /** A parcel of three small files. */
    protected static Parcel parcel(String location) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        files.put("bagit.txt", utf8("BagIt-Version: 1.0\n"));
        files.put("data/empty.bin", new byte[0]);
        files.put("data/post/post.json", utf8("words of " + location));
        return new Parcel(location, files);
    }

    protected static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> visited(EvidenceStorage storage, Root root) throws IOException {
        List<String> locations = new ArrayList<>();
        storage.visit(root, new EvidenceStorage.Visitor() {
            @Override
            public void parcel(String location) {
                locations.add(location);
            }

            @Override
            public void stray(String path) {
                throw new AssertionError("nobody put " + path + " there");
            }
        });
        return locations;
    }
}
