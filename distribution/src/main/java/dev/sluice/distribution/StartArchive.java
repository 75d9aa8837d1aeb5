package dev.sluice.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What shortens the start: classes as the JVM lays them out in memory, dumped beforehand. The list of classes is sorted and
 * rid of what differs from run to run, and the class path in the archive is relative, so the same jars and the same runtime
 * give the same archive wherever they are built; the JVM compares class paths without what all of their entries begin
 * with, so it takes the archive wherever it is unpacked. An AOT cache also holds profiles, so it is never the same twice.
 */
final class StartArchive {
    static final String CDS = "sluice.jsa";
    static final String AOT = "sluice.aot";

    private static final String POST =
            "{\"id\":\"1\",\"text\":\"You are a nice person and this is a l0vely m0rning\"}\n";
    private static final Pattern RUN = Pattern.compile(" (id|super|interfaces|source): .*$");

    private final Path folder;
    private final Path java;

    /** For a folder of a release with its own runtime. */
    StartArchive(Path folder) {
        this.folder = folder;
        this.java = folder.resolve("jre/bin/java");
    }

    /** Makes the archive of one sort, {@code cds} or {@code aot}; nothing for {@code none}. */
    void make(String sort) {
        try {
            switch (sort) {
                case "cds" -> cds();
                case "aot" ->
                    score(List.of("-XX:AOTCacheOutput=" + folder.resolve("lib").resolve(AOT)));
                default -> {}
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void cds() throws IOException {
        Path loaded = Files.createTempFile("sluice", ".classes");
        try {
            score(List.of("-Xshare:off", "-XX:DumpLoadedClassList=" + loaded));
            TreeSet<String> classes = new TreeSet<>();
            for (String line : Files.readAllLines(loaded)) {
                if (!line.startsWith("@cp ") && !line.startsWith("#") && !line.contains(" source: ")) {
                    classes.add(RUN.matcher(line).replaceFirst(""));
                }
            }
            Files.write(loaded, classes);
            run(
                    List.of(
                            "-Xshare:dump",
                            "-XX:SharedClassListFile=" + loaded,
                            "-XX:SharedArchiveFile=" + folder.resolve("lib").resolve(CDS)),
                    List.of(),
                    "");
        } finally {
            Files.delete(loaded);
        }
    }

    /** One text through everything that scoring starts: what any command loads is among it. */
    private void score(List<String> options) {
        run(options, List.of("dev.sluice.app.Sluice", "score", "--jsonl"), POST);
    }

    private void run(List<String> options, List<String> arguments, String input) {
        List<String> command = new ArrayList<>(List.of(java.toString()));
        command.addAll(Launch.JVM);
        command.add("-Xmx1g");
        command.add("-Dsluice.home=.");
        command.addAll(options);
        command.addAll(List.of("-cp", "lib/sluice.jar"));
        command.addAll(arguments);
        Processes.run(folder, input, command);
    }
}
