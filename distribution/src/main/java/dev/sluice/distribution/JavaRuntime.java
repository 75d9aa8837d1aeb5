package dev.sluice.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A Java runtime with the modules that the class path needs, and no tools. */
final class JavaRuntime {
    /** What jdeps finds in the class path; it is asked at every release whether that is still all. */
    private static final List<String> FOUND = List.of(
            "java.base",
            "java.compiler",
            "java.desktop",
            "java.naming",
            "java.net.http",
            "java.rmi",
            "java.scripting",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "jdk.httpserver",
            "jdk.incubator.vector",
            "jdk.management",
            "jdk.unsupported");

    /**
     * What is reached by name at run time: dates in other languages, other encodings of tables, Kerberos, extended socket
     * options, zip files as file systems, agents that an operator adds, recordings.
     */
    private static final List<String> BY_NAME = List.of(
            "jdk.localedata",
            "jdk.charsets",
            "jdk.security.auth",
            "jdk.net",
            "jdk.zipfs",
            "java.instrument",
            "jdk.jfr");

    private static final String MODULES = "lib/modules";

    /** The same runtime comes of so many links once in a thousand times; each takes some four seconds. */
    private static final int MOST_LINKS = 11;

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    private JavaRuntime() {}

    /** All modules of the runtime. */
    static Set<String> modules() {
        Set<String> all = new TreeSet<>(FOUND);
        all.addAll(BY_NAME);
        return all;
    }

    /**
     * Links the runtime into a new folder.
     *
     * <p>jlink writes one class ({@code jdk.internal.module.SystemModules$all}, JDK 25) in an order that its sets draw anew
     * with each run, so that one of two runtimes comes of the same modules. So that each release has the same one, it
     * links until it has seen two, and takes the one whose modules have the lower checksum.
     *
     * @param told is told of what may differ next time
     */
    static void link(Path folder, PrintStream told) {
        Path other = folder.resolveSibling(folder.getFileName() + "-again");
        linkOnce(folder);
        boolean seenTwo = false;
        for (int links = 1; links < MOST_LINKS && !seenTwo; links++) {
            linkOnce(other);
            int order = Checksums.of(other.resolve(MODULES)).compareTo(Checksums.of(folder.resolve(MODULES)));
            seenTwo = order != 0;
            if (order < 0) {
                replace(folder, other);
            } else {
                Tree.delete(other);
            }
        }
        if (!seenTwo) {
            told.println("the runtime came out the same " + MOST_LINKS + " times, on JDK " + version()
                    + "; if its jlink knows a second order, the next release may have that one");
        }
    }

    private static void replace(Path folder, Path other) {
        Tree.delete(folder);
        try {
            Files.move(other, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + other, e);
        }
    }

    private static void linkOnce(Path folder) {
        Processes.run(
                JDK,
                "",
                List.of(
                        tool("jlink"),
                        "--add-modules",
                        String.join(",", modules()),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-0",
                        "--output",
                        folder.toString()));
    }

    /**
     * Asks jdeps which modules the jars name.
     *
     * @param scratch a folder that may be filled
     * @throws ReleaseException where the runtime lacks one
     */
    static void check(List<Path> jars, Path scratch) {
        for (Path jar : jars) {
            classesOnly(jar, scratch.resolve(jar.getFileName().toString()));
        }
        List<String> command = new java.util.ArrayList<>(List.of(
                tool("jdeps"),
                "--multi-release",
                "base",
                "--ignore-missing-deps",
                "--print-module-deps",
                "-cp",
                scratch + "/*"));
        jars.forEach(
                jar -> command.add(scratch.resolve(jar.getFileName().toString()).toString()));
        String printed = Processes.run(JDK, "", command).strip();
        Set<String> missing = new TreeSet<>(
                Arrays.asList(printed.substring(printed.lastIndexOf('\n') + 1).split(",")));
        missing.removeAll(modules());
        if (!missing.isEmpty()) {
            throw new ReleaseException("the class path needs modules that the runtime lacks: " + missing
                    + "; add them to JavaRuntime.FOUND");
        }
    }

    /** A copy of a jar without what would make a module of it: jdeps would then ask for modules that nobody runs with. */
    private static void classesOnly(Path jar, Path copy) {
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            to.setLevel(0);
            for (ZipEntry entry : from.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class")
                        && !name.endsWith("module-info.class")
                        && !name.startsWith("META-INF/versions/")) {
                    to.putNextEntry(new ZipEntry(name));
                    to.write(from.getInputStream(entry).readAllBytes());
                    to.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    /** The version of the JDK that this runs on, and that the runtime is made of. */
    static String version() {
        return Runtime.version().toString();
    }

    private static String tool(String name) {
        return JDK.resolve("bin").resolve(name).toString();
    }
}
