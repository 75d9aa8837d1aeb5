package dev.sluice.distribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A container image as one file, written without a daemon: a layout after the OCI image specification (v1.1), with the
 * {@code manifest.json} besides that {@code docker load} of every version reads.
 */
final class Image {
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** What writes a layer's entries. */
    interface Content {
        void writeTo(TarGz tar) throws IOException;
    }

    private record Layer(Path file, String digest, String plainDigest, long size, String says) {}

    private final Path scratch;
    private final Instant time;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * An image without layers.
     *
     * @param scratch a folder for its layers
     * @param time the time that all of it gets
     */
    Image(Path scratch, Instant time) {
        this.scratch = scratch;
        this.time = time;
    }

    /** Lays a layer over those before. */
    void layer(String says, Content content) {
        try {
            Files.createDirectories(scratch);
            Path plain = scratch.resolve(layers.size() + ".tar");
            try (TarGz tar = TarGz.createPlain(plain, time)) {
                content.writeTo(tar);
            }
            Path packed = scratch.resolve(layers.size() + ".tar.gz");
            try (java.io.OutputStream out = new java.util.zip.GZIPOutputStream(
                    new java.io.BufferedOutputStream(Files.newOutputStream(packed)), 1 << 16)) {
                Files.copy(plain, out);
            }
            layers.add(new Layer(packed, Checksums.of(packed), Checksums.of(plain), Files.size(packed), says));
            Files.delete(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the image.
     *
     * @param name with its tag, such as {@code sluice:1.0}
     * @param config what a container of it runs: {@code Entrypoint}, {@code User} and so on
     * @return the digest of its manifest
     */
    String write(Path file, String name, Map<String, Object> config) {
        try (TarGz tar = TarGz.createPlain(file, time)) {
            byte[] configuration = JSON.writeValueAsBytes(configuration(config));
            String configDigest = Checksums.of(configuration);
            List<Object> described = new ArrayList<>();
            for (Layer layer : layers) {
                described.add(descriptor(LAYER, layer.digest(), layer.size()));
            }
            byte[] manifest = JSON.writeValueAsBytes(Map.of(
                    "schemaVersion",
                    2,
                    "mediaType",
                    MANIFEST,
                    "config",
                    descriptor(CONFIG, configDigest, configuration.length),
                    "layers",
                    described));
            String manifestDigest = Checksums.of(manifest);
            Map<String, Object> entry = new LinkedHashMap<>(descriptor(MANIFEST, manifestDigest, manifest.length));
            entry.put(
                    "annotations",
                    Map.of(
                            "io.containerd.image.name",
                            "docker.io/library/" + name,
                            "org.opencontainers.image.ref.name",
                            name.substring(name.indexOf(':') + 1)));
            tar.bytes("oci-layout", JSON.writeValueAsBytes(Map.of("imageLayoutVersion", "1.0.0")));
            tar.bytes("index.json", JSON.writeValueAsBytes(Map.of("schemaVersion", 2, "manifests", List.of(entry))));
            tar.bytes(
                    "manifest.json",
                    JSON.writeValueAsBytes(List.of(Map.of(
                            "Config", blob(configDigest),
                            "RepoTags", List.of(name),
                            "Layers",
                                    layers.stream()
                                            .map(layer -> blob(layer.digest()))
                                            .toList()))));
            tar.bytes(blob(manifestDigest), manifest);
            tar.bytes(blob(configDigest), configuration);
            for (Layer layer : layers) {
                tar.file(blob(layer.digest()), layer.file());
            }
            return "sha256:" + manifestDigest;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private Map<String, Object> configuration(Map<String, Object> config) {
        return Map.of(
                "created",
                time.toString(),
                "architecture",
                "amd64",
                "os",
                "linux",
                "config",
                config,
                "rootfs",
                Map.of(
                        "type",
                        "layers",
                        "diff_ids",
                        layers.stream()
                                .map(layer -> "sha256:" + layer.plainDigest())
                                .toList()),
                "history",
                layers.stream()
                        .map(layer -> Map.of("created", time.toString(), "created_by", layer.says()))
                        .toList());
    }

    private static Map<String, Object> descriptor(String type, String digest, long size) {
        return Map.of("mediaType", type, "digest", "sha256:" + digest, "size", size);
    }

    private static String blob(String digest) {
        return "blobs/sha256/" + digest;
    }
}
