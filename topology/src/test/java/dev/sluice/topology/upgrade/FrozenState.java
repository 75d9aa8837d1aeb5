package dev.sluice.topology.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What a release left in the stores of a flow, as its changelogs have it: one file a flow and release under
 * {@code upgrade/}, a line an entry, with store, key and value, the latter in Base64. Keys of the global table are
 * {@link Bytes}, all others strings.
 *
 * <p>A release freezes its state once, with {@code -Dsluice.upgrade.freeze=VERSION}; nobody changes the files after that.
 */
public final class FrozenState {
    private static final Path FOLDER =
            Path.of(System.getProperty("sluice.home"), "topology", "src", "test", "resources", "upgrade");
    private static final String GLOBAL = "reporters";

    private final Map<String, Map<String, byte[]>> stores;

    private FrozenState(Map<String, Map<String, byte[]>> stores) {
        this.stores = stores;
    }

    /** The releases whose state is frozen; the one that is to be frozen now is not among them. */
    public static List<String> releases() {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The release that is to be frozen by this run of the tests; null by default. */
    public static String toFreeze() {
        String version = System.getProperty("sluice.upgrade.freeze");
        if (version != null && !version.matches("\\d+\\.\\d+\\.\\d+")) {
            throw new IllegalArgumentException(
                    "sluice.upgrade.freeze is '" + version + "'; allowed: a release such as 0.2.0");
        }
        return version;
    }

    /** A file of a release. */
    public static Path file(String release, String name) {
        return FOLDER.resolve(release).resolve(name);
    }

    /**
     * Writes what the driver's stores hold; each must hold something, for what is not there cannot be tried.
     *
     * @param besides stores that may be empty
     */
    public static void freeze(Path file, TopologyTestDriver driver, Set<String> besides) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, StateStore> store : new TreeMap<>(driver.getAllStateStores()).entrySet()) {
            Map<String, byte[]> entries = entries(driver, store.getKey());
            if (entries.isEmpty() && !besides.contains(store.getKey())) {
                throw new AssertionError("store " + store.getKey() + " holds nothing; have the scenario fill it");
            }
            entries.forEach((key, value) -> lines.add(
                    store.getKey() + "\t" + key + "\t" + Base64.getEncoder().encodeToString(value)));
        }
        Files.createDirectories(file.getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** What a file holds. */
    public static FrozenState read(Path file) throws IOException {
        Map<String, Map<String, byte[]>> stores = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split("\t", 3);
            stores.computeIfAbsent(parts[0], name -> new TreeMap<>())
                    .put(parts[1], Base64.getDecoder().decode(parts[2]));
        }
        return new FrozenState(stores);
    }

    /** Puts it into the stores, as an instance of another release does that restores changelogs. */
    public void restoreInto(TopologyTestDriver driver) {
        stores.forEach((name, entries) -> {
            if (!driver.getAllStateStores().containsKey(name)) {
                throw new AssertionError(
                        "there is no store " + name + " any more; what it held would be lost. " + Shape.WHAT_TO_DO);
            }
            entries.forEach((key, value) -> put(driver, name, key, value));
        });
    }

    /** The entries of a store. */
    public Map<String, byte[]> of(String store) {
        return stores.getOrDefault(store, Map.of());
    }

    private static void put(TopologyTestDriver driver, String store, String key, byte[] value) {
        if (store.equals(GLOBAL)) {
            KeyValueStore<Bytes, byte[]> table = driver.getKeyValueStore(store);
            table.put(Bytes.wrap(key.getBytes(UTF_8)), value);
        } else {
            KeyValueStore<String, byte[]> table = driver.getKeyValueStore(store);
            table.put(key, value);
        }
    }

    private static Map<String, byte[]> entries(TopologyTestDriver driver, String store) {
        Map<String, byte[]> found = new TreeMap<>();
        KeyValueStore<Object, byte[]> table = driver.getKeyValueStore(store);
        try (KeyValueIterator<Object, byte[]> entries = table.all()) {
            entries.forEachRemaining(entry -> found.put(
                    entry.key instanceof Bytes bytes ? new String(bytes.get(), UTF_8) : String.valueOf(entry.key),
                    entry.value));
        }
        return found;
    }
}
