package dev.sluice.distribution;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes a release out of what the other modules built; Maven runs it at the end of {@code -Prelease package}. */
public final class ReleaseMain {
    private ReleaseMain() {}

    /** Makes the release and ends the process: 0, or 1 with a line why not. */
    public static void main(String[] arguments) {
        try {
            make(ReleaseSettings.of(arguments), System.err);
        } catch (ReleaseException e) {
            System.err.println("release: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void make(ReleaseSettings settings, PrintStream told) {
        try {
            List<Path> made = new ArrayList<>();
            Path out = Files.createDirectories(settings.out());
            Path staged = out.resolve("staged");
            Tree.delete(staged);
            Path folder = staged.resolve(settings.name());
            new Staging(settings).fill(folder);
            Tree.touch(folder, settings.timestamp());
            Checksums.ofTree(folder);
            made.add(pack(folder, settings, ""));
            if (isLinuxOnX64()) {
                Files.delete(folder.resolve(Checksums.NAME));
                Images images = new Images(settings, folder, staged.resolve("images"));
                withRuntime(folder, staged, settings, told);
                images.arguments();
                Tree.touch(folder, settings.timestamp());
                Checksums.ofTree(folder);
                made.add(pack(folder, settings, "-linux-x64"));
                if (settings.images()) {
                    Path whole = out.resolve(settings.name() + "-image.tar");
                    told.println(whole.getFileName() + " " + images.whole(whole));
                    made.add(whole);
                    Path sink = out.resolve("sluice-sink-" + settings.version() + "-image.tar");
                    told.println(sink.getFileName() + " " + images.sink(sink));
                    made.add(sink);
                }
            } else {
                told.println("no release with a runtime: that takes Linux on x86-64");
            }
            Path bill = out.resolve(settings.name() + ".cdx.json");
            Files.deleteIfExists(bill);
            Tree.copy(folder.resolve("sluice.cdx.json"), bill);
            made.add(bill);
            Checksums.write(out, made);
            Tree.delete(staged);
            for (Path file : made) {
                told.println(file + " (" + (Files.size(file) >> 20) + " MiB)");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void withRuntime(Path folder, Path staged, ReleaseSettings settings, PrintStream told)
            throws IOException {
        List<Path> jars = Tree.below(folder.resolve("lib")).stream()
                .filter(path -> path.toString().endsWith(".jar"))
                .toList();
        JavaRuntime.check(jars, Files.createDirectories(staged.resolve("classes")));
        Tree.delete(staged.resolve("classes"));
        JavaRuntime.link(folder.resolve("jre"), told);
        Natives.unpack(folder.resolve("lib"), folder.resolve("native"));
        Tree.touch(folder, settings.timestamp());
        new StartArchive(folder).make(settings.start());
        Tree.touch(folder, settings.timestamp());
    }

    private static Path pack(Path folder, ReleaseSettings settings, String suffix) {
        Path file = settings.out().resolve(settings.name() + suffix + ".tar.gz");
        TarGz.pack(folder, settings.name(), file, settings.timestamp());
        return file;
    }

    private static boolean isLinuxOnX64() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }
}
