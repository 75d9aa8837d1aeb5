package dev.sluice.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The jars that the process gets that holds evidence keys: those of {@code sink-class-path.txt}, and no other. The list is
 * written by hand, so that a library gets there because somebody put it there.
 */
final class SinkClassPath {
    private static final Pattern VERSION = Pattern.compile("-\\d[\\w.-]*\\.jar$");

    private SinkClassPath() {}

    /**
     * The jars of the class path that the sink gets, in the order of the whole class path.
     *
     * @throws ReleaseException where a jar of the list is not there
     */
    static List<String> of(List<String> classPath) {
        List<String> allowed = new ArrayList<>(listed());
        List<String> jars = new ArrayList<>();
        for (String jar : classPath) {
            if (allowed.remove(artifact(jar))) {
                jars.add(jar);
            }
        }
        if (!allowed.isEmpty()) {
            throw new ReleaseException("sink-class-path.txt names " + allowed + ", which no jar of the class path is");
        }
        return jars;
    }

    /** The name of a jar without its version. */
    static String artifact(String jar) {
        String name = jar.substring(jar.lastIndexOf('/') + 1);
        return VERSION.matcher(name).replaceFirst("");
    }

    private static List<String> listed() {
        try (InputStream in = SinkClassPath.class.getResourceAsStream("/sink-class-path.txt")) {
            if (in == null) {
                throw new ReleaseException("sink-class-path.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
