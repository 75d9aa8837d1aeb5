package dev.sluice.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The container images of a release: the whole command, and the sink alone with no more than its own class path. Neither
 * has a shell, a package manager or root's rights.
 */
final class Images {
    static final String HOME = "/opt/sluice";
    private static final int USER = 10001;
    private static final int DIRECTORY = 0755;
    private static final int PRIVATE = 0750;
    private static final String ACCOUNT = "sluice:x:" + USER + ":" + USER + ":Sluice:/var/lib/sluice:/nonexistent\n";
    private static final List<String> FOLDERS = List.of(
            "dev", "etc", "etc/sluice", "opt", "opt/sluice", "proc", "run", "sys", "usr", "usr/lib", "var", "var/lib");

    private final ReleaseSettings settings;
    private final Path folder;
    private final Path scratch;

    /**
     * For a staged release.
     *
     * @param folder the release with its runtime, natives and archive
     * @param scratch a folder that may be filled
     */
    Images(ReleaseSettings settings, Path folder, Path scratch) {
        this.settings = settings;
        this.folder = folder;
        this.scratch = scratch;
    }

    /** Writes how a container starts into the release, for images that are built with a daemon too. */
    void arguments() {
        try {
            Files.writeString(folder.resolve("lib/image.args"), Launch.imageArguments(HOME, settings.start()));
            Files.writeString(folder.resolve("lib/sink.args"), Launch.sinkArguments(HOME, sinkJars()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the image of the whole command. */
    String whole(Path file) {
        Image image = new Image(scratch.resolve("whole"), settings.timestamp());
        base(image);
        image.layer("libraries", tar -> tar.add(folder, "opt/sluice/", libraries()));
        image.layer("sluice", tar -> tar.add(folder, "opt/sluice/", own()));
        return image.write(
                file,
                "sluice:" + settings.version(),
                config("image.args", "Sluice", "8080/tcp", "9464/tcp", "9465/tcp"));
    }

    /** Writes the image of the sink. */
    String sink(Path file) {
        Image image = new Image(scratch.resolve("sink"), settings.timestamp());
        base(image);
        List<Path> jars =
                sinkJars().stream().map(folder.resolve("lib")::resolve).toList();
        image.layer("sink", tar -> {
            tar.folder("opt/sluice/lib", 0, DIRECTORY);
            tar.add(folder, "opt/sluice/", jars);
            tar.add(folder, "opt/sluice/", List.of(folder.resolve("lib/sluice-sink.jar")));
            tar.add(folder, "opt/sluice/", List.of(folder.resolve("lib/sink.args")));
            tar.add(folder, "opt/sluice/", ofSink());
        });
        Map<String, Object> config = config("sink.args", "Sluice sink");
        config.remove("Healthcheck");
        return image.write(file, "sluice-sink:" + settings.version(), config);
    }

    private void base(Image image) {
        Path root = scratch.resolve("root");
        if (!Files.exists(root)) {
            new DebianPackages(settings.debian(), settings.out().resolve("debian"))
                    .unpack(DebianPackages.listed(settings.home().resolve("deploy/image/packages.txt")), root);
        }
        image.layer("Debian's C and C++ libraries", tar -> {
            for (String name : FOLDERS) {
                tar.folder(name, 0, DIRECTORY);
            }
            tar.shared("tmp");
            tar.folder("var/lib/sluice", USER, PRIVATE);
            tar.folder("var/lib/sluice-vault", USER, PRIVATE);
            tar.link("lib", "usr/lib");
            tar.link("lib64", "usr/lib64");
            tar.bytes("etc/passwd", ascii("root:x:0:0:root:/root:/nonexistent\n" + ACCOUNT));
            tar.bytes("etc/group", ascii("root:x:0:\nsluice:x:" + USER + ":\n"));
            tar.bytes("etc/nsswitch.conf", ascii("passwd: files\ngroup: files\nhosts: files dns\n"));
            tar.add(
                    root,
                    "",
                    Tree.below(root).stream()
                            .filter(path ->
                                    !FOLDERS.contains(root.relativize(path).toString()))
                            .toList());
        });
        image.layer("Java runtime " + JavaRuntime.version(), tar -> {
            tar.folder("opt/sluice/jre", 0, DIRECTORY);
            tar.addAll(folder.resolve("jre"), "opt/sluice/jre/");
        });
    }

    private Map<String, Object> config(String arguments, String title, String... ports) {
        Map<String, Object> config = new TreeMap<>();
        config.put("User", USER + ":" + USER);
        config.put(
                "Env",
                List.of(
                        "PATH=" + HOME + "/jre/bin",
                        "SLUICE_HOME=" + HOME,
                        "HOME=/var/lib/sluice",
                        "LANG=C.UTF-8",
                        "SLUICE_HEALTH_URL=http://127.0.0.1:9464/health/live"));
        config.put("Entrypoint", List.of(HOME + "/jre/bin/java", "@" + HOME + "/lib/" + arguments));
        config.put("WorkingDir", "/var/lib/sluice");
        config.put("Volumes", Map.of("/tmp", Map.of(), "/var/lib/sluice", Map.of(), "/var/lib/sluice-vault", Map.of()));
        config.put("StopSignal", "SIGTERM");
        Map<String, Object> exposed = new TreeMap<>();
        for (String port : ports) {
            exposed.put(port, Map.of());
        }
        config.put("ExposedPorts", exposed);
        config.put(
                "Healthcheck",
                Map.of(
                        "Test",
                        List.of(
                                "CMD",
                                HOME + "/jre/bin/java",
                                "-Xmx16m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-cp",
                                HOME + "/lib/sluice-sink.jar",
                                "dev.sluice.app.probe.ProbeMain"),
                        "Interval",
                        TimeUnit.SECONDS.toNanos(30),
                        "Timeout",
                        TimeUnit.SECONDS.toNanos(10),
                        "StartPeriod",
                        TimeUnit.SECONDS.toNanos(60),
                        "Retries",
                        3));
        config.put(
                "Labels",
                new TreeMap<>(Map.of(
                        "org.opencontainers.image.title",
                        title,
                        "org.opencontainers.image.description",
                        "A streaming content-safety and escalation pipeline",
                        "org.opencontainers.image.version",
                        settings.version(),
                        "org.opencontainers.image.created",
                        settings.timestamp().toString(),
                        "org.opencontainers.image.licenses",
                        "Apache-2.0",
                        "org.opencontainers.image.vendor",
                        "the Sluice authors")));
        return config;
    }

    private List<String> sinkJars() {
        try {
            return Files.readAllLines(folder.resolve("lib/sink.jars")).stream()
                    .filter(jar -> !jar.equals("sluice-sink.jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What changes with libraries only: so a new version of ours is a small layer. */
    private List<Path> libraries() {
        return select(path -> path.equals("lib")
                || path.startsWith("native")
                || path.startsWith("lib/") && path.endsWith(".jar") && !path.startsWith("lib/sluice"));
    }

    private List<Path> own() {
        return select(path -> path.startsWith("lib/sluice")
                || List.of("lib/sink.jars", "lib/sink.args", "lib/image.args").contains(path)
                || path.startsWith("policies")
                || path.startsWith("verifier")
                || isAbout(path));
    }

    private List<Path> ofSink() {
        return select(path -> path.equals("native") || path.matches("native/lib(lz4|snappy|zstd).*") || isAbout(path));
    }

    private static boolean isAbout(String path) {
        return List.of("LICENSE", "NOTICE", "THIRD-PARTY.md", "sluice.cdx.json").contains(path);
    }

    private List<Path> select(java.util.function.Predicate<String> wanted) {
        List<Path> selected = new ArrayList<>();
        for (Path path : Tree.below(folder)) {
            if (wanted.test(folder.relativize(path).toString())) {
                selected.add(path);
            }
        }
        return selected;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
