package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/**
 * The registry client's jar brings old copies of other libraries under their own names. The first jar of the class path
 * that has a class wins.
 */
class ClassPathTest {
    private static final String BUNDLE = "flink-sql-avro-confluent-registry";

    @Test
    void aLibraryComesBeforeItsCopyInTheBundle() throws IOException {
        List<Path> jars = jars();
        Path bundle = jars.stream()
                .filter(jar -> jar.getFileName().toString().startsWith(BUNDLE))
                .findFirst()
                .orElseThrow();
        Set<String> bundled = classes(bundle);
        Set<String> hidden = new TreeSet<>();
        Set<String> copies = new HashSet<>();
        for (int i = 0; i < jars.size(); i++) {
            if (!jars.get(i).equals(bundle)) {
                Set<String> both = classes(jars.get(i));
                both.retainAll(bundled);
                copies.addAll(both);
                if (i > jars.indexOf(bundle) && !both.isEmpty()) {
                    hidden.add(both.size() + " classes of " + jars.get(i).getFileName());
                }
            }
        }

        assertThat(copies).contains("com/google/common/collect/ImmutableList.class", "org/yaml/snakeyaml/Yaml.class");
        assertThat(hidden).as("declare %s last in app/pom.xml", BUNDLE).isEmpty();
    }

    private static List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                jars.add(Path.of(entry));
            }
        }
        return jars;
    }

    private static Set<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Set<String> classes = new HashSet<>();
            file.stream()
                    .map(java.util.zip.ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> !name.endsWith("module-info.class") && !name.endsWith("package-info.class"))
                    .forEach(classes::add);
            return classes;
        }
    }
}
