package dev.sluice.distribution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together the folder of a release, as it runs, out of what the modules built. */
final class Staging {
    private static final List<String> AS_THEY_ARE =
            List.of("policies", "docs", "deploy", "LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "SECURITY.md");

    private final ReleaseSettings settings;
    private final Path built;
    private final Path bill;

    Staging(ReleaseSettings settings) {
        this.settings = settings;
        this.built = settings.home().resolve("app/target");
        this.bill = built.resolve("sluice.cdx.json");
    }

    /** Fills the folder, which must not be there. */
    void fill(Path folder) {
        try {
            Path lib = Files.createDirectories(folder.resolve("lib"));
            for (String name : AS_THEY_ARE) {
                Path from = settings.home().resolve(name);
                if (Files.exists(from)) {
                    Tree.copy(from, folder.resolve(name));
                }
            }
            launcher(folder);
            List<String> jars = jars(lib);
            Tree.copy(built.resolve("sluice-sink.jar"), lib.resolve("sluice-sink.jar"));
            List<String> sink = new ArrayList<>(List.of("sluice-sink.jar"));
            sink.addAll(SinkClassPath.of(jars));
            Files.writeString(lib.resolve("sink.jars"), String.join("\n", sink) + "\n");
            Tree.copy(verifier(), folder.resolve("verifier/sluice-verifier.jar"));
            Path shipped = folder.resolve("sluice.cdx.json");
            Component.writeThoseOf(bill, Set.copyOf(jars), shipped);
            List<Component> components = Component.in(shipped);
            covers(components, jars, lib);
            Files.writeString(folder.resolve("THIRD-PARTY.md"), Licences.page(components));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void launcher(Path folder) throws IOException {
        Path from = settings.home().resolve("distribution/src/main/release/bin/sluice");
        Path to = Files.createDirectories(folder.resolve("bin")).resolve("sluice");
        Files.writeString(to, Files.readString(from).replace("@version@", settings.version()));
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Copies the class path in its order; its head then names the others beside itself. */
    private List<String> jars(Path lib) throws IOException {
        Path head = built.resolve("sluice.jar");
        if (!Files.exists(head) || !Files.exists(bill)) {
            throw new ReleaseException(head + " or " + bill + " is missing; run ./mvnw -Prelease package");
        }
        List<String> jars;
        try (JarFile jar = new JarFile(head.toFile())) {
            String classPath = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            jars = Stream.of(classPath.split(" "))
                    .map(one -> one.substring("lib/".length()))
                    .toList();
            Manifest manifest = new Manifest(jar.getManifest());
            manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", jars));
            rewrite(jar, manifest, lib.resolve("sluice.jar"));
        }
        for (String name : jars) {
            Tree.copy(built.resolve("lib").resolve(name), lib.resolve(name));
        }
        return jars;
    }

    private void rewrite(JarFile jar, Manifest manifest, Path to) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to))) {
            JarEntry first = new JarEntry(JarFile.MANIFEST_NAME);
            first.setTimeLocal(java.time.LocalDateTime.ofInstant(settings.timestamp(), java.time.ZoneOffset.UTC));
            out.putNextEntry(first);
            manifest.write(out);
            out.closeEntry();
            for (JarEntry entry : jar.stream().toList()) {
                if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    JarEntry copy = new JarEntry(entry.getName());
                    copy.setTimeLocal(entry.getTimeLocal());
                    out.putNextEntry(copy);
                    out.write(jar.getInputStream(entry).readAllBytes());
                    out.closeEntry();
                }
            }
        }
    }

    private Path verifier() {
        Path jar = settings.home()
                .resolve("escalation-sink/target/sluice-escalation-sink-" + settings.version() + "-verifier.jar");
        if (!Files.exists(jar)) {
            throw new ReleaseException(jar + " is missing; run ./mvnw -Prelease package");
        }
        return jar;
    }

    /**
     * Checks that the bill lists every jar of the class path with its checksum, and no other.
     *
     * @throws ReleaseException where it does not
     */
    static void covers(List<Component> components, List<String> jars, Path lib) {
        Map<String, Component> byJar =
                components.stream().collect(Collectors.toMap(Component::jar, Function.identity(), (a, b) -> a));
        for (String jar : jars) {
            Component component = byJar.remove(jar);
            if (component == null) {
                throw new ReleaseException("the bill of materials does not list " + jar);
            }
            if (!component.sha256().isEmpty() && !component.sha256().equals(Checksums.of(lib.resolve(jar)))) {
                throw new ReleaseException("the bill of materials has another checksum for " + jar);
            }
        }
        if (!byJar.isEmpty()) {
            throw new ReleaseException("the bill of materials lists what is not there: " + byJar.keySet());
        }
    }
}
