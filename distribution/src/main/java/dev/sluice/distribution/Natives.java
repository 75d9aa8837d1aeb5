package dev.sluice.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The native libraries that jars bring, as files: without them each would be unpacked into {@code /tmp} at every start and
 * run from there, which a container that may not write or run there refuses.
 */
final class Natives {
    /** For each jar, the folder in it and the libraries for Linux on x86-64 with glibc. */
    private static final Map<String, List<String>> IN_JARS = new TreeMap<>(Map.of(
            "onnxruntime",
            List.of(
                    "ai/onnxruntime/native/linux-x64/libonnxruntime.so",
                    "ai/onnxruntime/native/linux-x64/libonnxruntime4j_jni.so"),
            "rocksdbjni",
            List.of("librocksdbjni-linux64.so"),
            "snappy-java",
            List.of("org/xerial/snappy/native/Linux/x86_64/libsnappyjava.so"),
            "lz4-java",
            List.of("net/jpountz/util/linux/amd64/liblz4-java.so"),
            "zstd-jni",
            List.of("linux/amd64/libzstd-jni-")));

    private Natives() {}

    /** The options that have the libraries taken from this folder. */
    static List<String> options(String folder) {
        return List.of(
                "-Djava.library.path=" + folder,
                "-Donnxruntime.native.path=" + folder,
                "-Dorg.xerial.snappy.lib.path=" + folder,
                "-Dorg.xerial.snappy.lib.name=libsnappyjava.so",
                "-DZstdNativePath=" + folder + "/libzstd-jni.so");
    }

    /** Unpacks the libraries of the jars in one folder into another. */
    static void unpack(Path lib, Path folder) {
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, List<String>> jar : IN_JARS.entrySet()) {
                try (ZipFile zip = new ZipFile(jar(lib, jar.getKey()).toFile())) {
                    for (String path : jar.getValue()) {
                        unpack(zip, path, folder);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(ZipFile zip, String path, Path folder) throws IOException {
        ZipEntry entry = zip.stream()
                .filter(one -> one.getName().startsWith(path))
                .findFirst()
                .orElseThrow(() -> new ReleaseException(zip.getName() + " has no " + path));
        String file = path.substring(path.lastIndexOf('/') + 1);
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, folder.resolve(file.endsWith("-") ? file.substring(0, file.length() - 1) + ".so" : file));
        }
    }

    private static Path jar(Path lib, String artifact) throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.filter(jar ->
                            SinkClassPath.artifact(jar.getFileName().toString()).equals(artifact))
                    .findFirst()
                    .orElseThrow(() -> new ReleaseException(lib + " has no " + artifact));
        }
    }
}
