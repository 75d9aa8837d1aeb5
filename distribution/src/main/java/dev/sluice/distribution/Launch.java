package dev.sluice.distribution;

import java.util.ArrayList;
import java.util.List;

/** How the JVM of a release is started. The launcher's script says the same in its own words. */
final class Launch {
    /** What every process of ours gets. */
    static final List<String> JVM = List.of(
            "-XX:+UseParallelGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.awt.headless=true");

    private Launch() {}

    /** The argument file of the image's entry point; what the container is given follows it. */
    static String imageArguments(String home, String start) {
        List<String> lines = common(home);
        switch (start) {
            case "cds" -> lines.add("-XX:SharedArchiveFile=" + home + "/lib/" + StartArchive.CDS);
            case "aot" -> lines.add("-XX:AOTCache=" + home + "/lib/" + StartArchive.AOT);
            default -> {}
        }
        lines.add("-Xlog:disable");
        lines.add("-Xlog:all=error:stderr");
        lines.addAll(List.of("-cp", home + "/lib/sluice.jar", "dev.sluice.app.Sluice"));
        return lines(lines);
    }

    /** The argument file of the sink, on its own class path; {@code --config FILE} follows it. */
    static String sinkArguments(String home, List<String> jars) {
        List<String> lines = common(home);
        lines.addAll(List.of("-cp", sinkClassPath(home + "/lib", jars), "dev.sluice.app.sink.SinkMain"));
        return lines(lines);
    }

    /** The class path of the sink, its own jar first. */
    static String sinkClassPath(String lib, List<String> jars) {
        List<String> all = new ArrayList<>(List.of("sluice-sink.jar"));
        all.addAll(jars);
        return all.stream().map(jar -> lib + "/" + jar).collect(java.util.stream.Collectors.joining(":"));
    }

    private static List<String> common(String home) {
        List<String> lines = new ArrayList<>(JVM);
        lines.addAll(List.of(
                "-XX:MaxRAMPercentage=60",
                "-XX:+ExitOnOutOfMemoryError",
                // It would write into /tmp what only tools of a JDK read.
                "-XX:-UsePerfData",
                "-Dsluice.home=" + home));
        lines.addAll(Natives.options(home + "/native"));
        return lines;
    }

    private static String lines(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
