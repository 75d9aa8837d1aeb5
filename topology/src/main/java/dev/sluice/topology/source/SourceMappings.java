package dev.sluice.topology.source;

import dev.sluice.topology.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The mappings of some folders, one file each, called by the name of its source. */
public final class SourceMappings {
    private static final String ENDING = ".yaml";

    private final Map<String, Path> files;

    private SourceMappings(Map<String, Path> files) {
        this.files = files;
    }

    /**
     * The mappings in these folders; a name in an earlier folder hides the same name in a later one, and folders that do not
     * exist are empty.
     *
     * @throws PolicyException where a folder cannot be read
     */
    public static SourceMappings in(List<Path> folders) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                yamlFiles(folder).forEach(file -> files.putIfAbsent(name(file), file));
            }
        }
        return new SourceMappings(new TreeMap<>(files));
    }

    /** The names of all sources. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /**
     * Reads a mapping.
     *
     * @param source a name, or the path of a file that ends in {@code .yaml}
     * @throws PolicyException where there is none, or it is wrong: with file, line, key and what is allowed
     */
    public SourceMapping read(String source) {
        if (source.endsWith(ENDING)) {
            return MappingReader.read(Path.of(source));
        }
        Path file = files.get(source);
        if (file == null) {
            throw new PolicyException("source '" + source + "' is unknown; allowed: " + String.join(", ", names())
                    + ", or a file that ends in " + ENDING);
        }
        SourceMapping mapping = MappingReader.read(file);
        if (!mapping.source().equals(source)) {
            throw new PolicyException(file + ":1: source is '" + mapping.source() + "'; allowed: '" + source
                    + "', as the file is called");
        }
        return mapping;
    }

    private static String name(Path file) {
        String name = file.getFileName().toString();
        return name.substring(0, name.length() - ENDING.length());
    }

    private static List<Path> yamlFiles(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return new ArrayList<>(
                    entries.filter(file -> file.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(file))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw new PolicyException(
                    folder + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
