package dev.sluice.app.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds the command line of a child JVM that runs a class of ours on this process's class path. */
public final class ChildJvm {
    private static final int FIRST_WITH_UNSAFE_OPTION = 23;

    private ChildJvm() {}

    /**
     * A process to start.
     *
     * @param main the class to run
     * @param jvmOptions such as {@code -Xmx512m}
     * @param arguments what its main method gets; never a secret, since others on this machine see it
     */
    public static ProcessBuilder of(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_OPTION) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.add("-Djava.awt.headless=true");
        String home = System.getProperty("sluice.home");
        if (home != null) {
            command.add("-Dsluice.home=" + home);
        }
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }
}
