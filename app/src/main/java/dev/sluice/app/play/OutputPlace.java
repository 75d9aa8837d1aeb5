package dev.sluice.app.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Makes a folder ready for results. */
public final class OutputPlace {
    /** Everything that a run writes into its folder; nothing else is ever deleted there. */
    private static final List<String> WRITTEN = List.of(
            "decisions.jsonl",
            "decisions-superseded.jsonl",
            "reviews.jsonl",
            "escalations.jsonl",
            "mediations.jsonl",
            "deadletters.jsonl",
            "summary.json",
            "signer.pem",
            ".decisions.journal");

    private static final String VAULT = "vault";

    private OutputPlace() {}

    /**
     * Makes the folder where it is missing, and empties it of an earlier run's results where that is allowed.
     *
     * @throws IOException where it holds something and may not be overwritten, or holds something of somebody else
     */
    public static void prepare(Path folder, boolean overwrite) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new IOException("output " + folder + " is a file; allowed: a folder");
        }
        Files.createDirectories(folder);
        List<Path> entries = entries(folder);
        if (entries.isEmpty()) {
            return;
        }
        if (!overwrite) {
            throw new IOException("output " + folder + " is not empty; allowed: an empty folder, or --overwrite");
        }
        for (Path entry : entries) {
            String name = String.valueOf(entry.getFileName());
            if (!WRITTEN.contains(name) && !name.equals(VAULT)) {
                throw new IOException("output " + folder + " holds " + name
                        + ", which no run has written; allowed: results of an earlier run");
            }
        }
        for (Path entry : entries) {
            delete(entry);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry)) {
            for (Path below : entries(entry)) {
                delete(below);
            }
        }
        Files.delete(entry);
    }
}
