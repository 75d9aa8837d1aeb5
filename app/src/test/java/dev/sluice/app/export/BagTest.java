package dev.sluice.app.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.escalation.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BagTest {
    @TempDir
    Path folder;

    private SealedCase sealed;
    private String id;

    @BeforeEach
    void seals() throws IOException {
        sealed = new SealedCase(folder);
        id = sealed.seal(SealedCase.full("p-1"));
        sealed.log();
    }

    @Test
    void unredactedIsThePackageByteForByteWithItsProof() throws IOException {
        Path unpacked = unpack(export("bag.zip", "--unredacted", "--reason", "disclosure"));
        Path copy = unpacked.resolve(id + "-v1");
        assertThat(files(copy))
                .isEqualTo(files(sealed.vault().resolve("packages/" + id.substring(0, 2) + "/" + id + "/v1")));
        assertThat(sealed.run(
                        "vault",
                        "verify",
                        copy.toString(),
                        "--proof",
                        unpacked.resolve(id + "-v1-proof").toString()))
                .as(sealed.errors())
                .isZero();
    }

    @Test
    void unzippedPackagePassesItsOwnScript() throws IOException, InterruptedException {
        Path copy = unpack(export("bag.zip", "--unredacted", "--reason", "disclosure"))
                .resolve(id + "-v1");
        Process process = new ProcessBuilder("sh", "verify.sh")
                .directory(copy.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    @Test
    void sameBytesEveryTime() throws IOException {
        byte[] first = Files.readAllBytes(export("one.zip", "--unredacted", "--reason", "a"));
        byte[] second = Files.readAllBytes(export("two.zip", "--unredacted", "--reason", "b"));
        assertThat(Sha256.hex(first)).isEqualTo(Sha256.hex(second));
    }

    @Test
    void entriesAreSortedPlainAndOfOneTime() throws IOException {
        try (ZipFile zip =
                new ZipFile(export("bag.zip", "--unredacted", "--reason", "a").toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .isSorted()
                    .allMatch(name -> name.matches("[A-Za-z0-9@._/-]+") && !name.contains(".."));
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
    }

    @Test
    void redactedIsACopyThatSaysSoAndHoldsNothingThatIsMasked() throws IOException, InterruptedException {
        Path copy = unpack(export("bag.zip")).resolve(id + "-v1-masked");
        assertThat(Files.readString(copy.resolve("bag-info.txt")))
                .contains("Masked copy, derived from sealed evidence; not the evidence")
                .contains("Derived-From-Tagmanifest-SHA256: ");
        for (byte[] content : files(copy).values()) {
            assertThat(new String(content, StandardCharsets.UTF_8))
                    .doesNotContain(SealedCase.AUTHOR, "mail.example", "quill-hater", "orla_q", "7946", "passwd")
                    .doesNotContain("letter.pdf", "I am Orla");
        }
        assertThat(Files.readString(copy.resolve("data/post/post.json"))).contains(SealedCase.ALLEGATION);
        assertThat(files(copy).keySet()).anyMatch(path -> path.startsWith("data/post/revisions/"));
        assertThat(Files.readString(copy.resolve("data/escalation/escalation.json")))
                .contains("https://law.example/2013/26 (text)")
                .contains("\"dueAt\" : \"2026-11-01T14:00:00.123Z\"")
                .contains("\"retention\" : \"P18M\"");
        assertThat(Files.readString(copy.resolve("data/redactions.json")))
                .contains("\"kind\" : \"e-mail\"")
                .contains("data/escalation/escalation.avro")
                .contains("data/notices/001/document\"");
        Process process = new ProcessBuilder(
                        "sha256sum", "--check", "--strict", "--quiet", "manifest-sha256.txt", "tagmanifest-sha256.txt")
                .directory(copy.toFile())
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void redactedBagHasNoBytesOfTheRecord() throws IOException {
        Path copy = unpack(export("bag.zip")).resolve(id + "-v1-masked");
        assertThat(files(copy).keySet()).noneMatch(path -> path.endsWith(".avro") || path.endsWith(".bin"));
    }

    private Path export(String name, String... more) {
        Path zip = folder.resolve(name);
        String[] arguments =
                Stream.concat(Stream.of("--package", id), Stream.of(more)).toArray(String[]::new);
        assertThat(sealed.export("bag", zip, arguments)).as(sealed.errors()).isZero();
        return zip;
    }

    private static Path unpack(Path zip) throws IOException {
        Path target = zip.resolveSibling(zip.getFileName() + ".d");
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(file.resolve("..").normalize());
                Files.write(file, entries.readAllBytes());
            }
        }
        return target;
    }

    private static SortedMap<String, String> hashes(SortedMap<String, byte[]> files) {
        SortedMap<String, String> hashes = new TreeMap<>();
        files.forEach((path, content) -> hashes.put(path, Sha256.hex(content)));
        return hashes;
    }

    private static Contents files(Path folder) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return new Contents(files, hashes(files));
    }

    /** Compared by their hashes. */
    private record Contents(SortedMap<String, byte[]> files, SortedMap<String, String> hashes) {
        java.util.Collection<byte[]> values() {
            return files.values();
        }

        java.util.Set<String> keySet() {
            return files.keySet();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Contents contents && contents.hashes.equals(hashes);
        }

        @Override
        public int hashCode() {
            return hashes.hashCode();
        }
    }
}
