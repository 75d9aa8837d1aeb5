package dev.sluice.escalation.log;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Storage like an object store's; fails before the nth change, as a crash does. */
final class MemoryStorage implements LogStorage {
    final TreeMap<String, byte[]> contents = new TreeMap<>();
    int changes;
    int failAt = -1;

    @Override
    public byte @Nullable [] read(String name) {
        byte[] content = contents.get(name);
        return content == null ? null : content.clone();
    }

    @Override
    public void write(SortedMap<String, byte[]> more) throws IOException {
        for (Map.Entry<String, byte[]> content : more.entrySet()) {
            change();
            contents.put(content.getKey(), content.getValue().clone());
        }
    }

    @Override
    public void delete(String name) throws IOException {
        change();
        contents.remove(name);
    }

    @Override
    public List<String> list(String prefix) {
        return contents.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .map(rest -> rest.contains("/") ? rest.substring(0, rest.indexOf('/') + 1) : rest)
                .distinct()
                .sorted()
                .toList();
    }

    private void change() throws IOException {
        if (changes++ == failAt) {
            throw new IOException("power cut");
        }
    }
}
