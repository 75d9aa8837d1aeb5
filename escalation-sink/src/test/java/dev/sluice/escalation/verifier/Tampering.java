package dev.sluice.escalation.verifier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** What somebody who may write a vault's folder could do to it, and the exit code that tells it. */
public enum Tampering {
    /** One bit of one file. */
    BYTE_CHANGED(2, "data/post/post.json: has changed") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path file = packages(vault).getFirst().resolve("data/post/post.json");
            byte[] content = Files.readAllBytes(file);
            content[content.length / 2] ^= 1;
            write(file, content);
        }
    },
    /** A file is gone. */
    FILE_REMOVED(3, "data/decision/decision.json: is missing") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Files.delete(packages(vault).getFirst().resolve("data/decision/decision.json"));
        }
    },
    /** A file more. */
    FILE_ADDED(3, "data/post/confession.json: was added") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Files.writeString(packages(vault).getFirst().resolve("data/post/confession.json"), "{}");
        }
    },
    /** A package is gone as a whole. */
    PACKAGE_REMOVED(3, "is missing, and custody event") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path gone = packages(vault).getFirst();
            Files.move(gone, vault.resolveSibling("gone"));
        }
    },
    /** Two sound packages, each in the other's place. */
    PACKAGES_SWAPPED(6, "is not what custody event") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path one = packages(vault).get(0);
            Path two = packages(vault).get(1);
            Path aside = vault.resolveSibling("aside");
            Files.move(one, aside);
            Files.move(two, one);
            Files.move(aside, two);
        }
    },
    /** The end of the custody log is gone, and with it what says that the last package was sealed. */
    CUSTODY_TRUNCATED(7, "is in no event of the custody log") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path log = vault.resolve("custody/custody.jsonl");
            List<String> lines = Files.readAllLines(log);
            Files.writeString(log, String.join("\n", lines.subList(0, lines.size() - 2)) + "\n");
        }
    },
    /** An event of the custody log says something else. */
    CUSTODY_CHANGED(7, "custody event 2: its content has changed") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path log = vault.resolve("custody/custody.jsonl");
            List<String> lines = Files.readAllLines(log);
            lines.set(1, lines.get(1).replace("escalated to legal", "nothing to see"));
            Files.writeString(log, String.join("\n", lines) + "\n");
        }
    },
    /** Whoever has the signing key made another log, of other packages. */
    LOG_REWRITTEN(6, "has another root than the log's first") {
        @Override
        void to(Path vault, Path other) throws IOException {
            remove(vault.resolve("log/tile"));
            copy(other.resolve("log/tile"), vault.resolve("log/tile"));
            write(vault.resolve("log/checkpoint"), Files.readAllBytes(other.resolve("log/checkpoint")));
        }
    },
    /** The signature is another one. */
    SIGNATURE_CHANGED(4, "proof/tagmanifest-sha256.sig") {
        @Override
        void to(Path vault, Path other) throws IOException {
            Path file = packages(vault).getFirst().resolve("proof/tagmanifest-sha256.sig");
            byte[] content = Files.readAllBytes(file);
            content[0] ^= 1;
            write(file, content);
        }
    };

    /** The exit code. */
    public final int exitCode;
    /** Some words of what is said. */
    public final String said;

    Tampering(int exitCode, String said) {
        this.exitCode = exitCode;
        this.said = said;
    }

    /**
     * Does it.
     *
     * @param vault a vault with a log and three packages
     * @param other one with three others, sealed with the same key
     */
    abstract void to(Path vault, Path other) throws IOException;

    private static List<Path> packages(Path vault) throws IOException {
        try (Stream<Path> files = Files.walk(vault.resolve("packages"), 3)) {
            return files.filter(file -> file.getFileName().toString().equals("v1"))
                    .sorted()
                    .toList();
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Files.write(file, content);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
