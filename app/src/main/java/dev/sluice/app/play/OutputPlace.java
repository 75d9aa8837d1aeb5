package dev.sluice.app.play;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes a folder ready for results. Evidence may lie beside results, so nothing is deleted unless the folder carries the
 * mark of a run of ours and holds nothing but what runs write; links are taken away, never followed.
 */
public final class OutputPlace {
    /** The mark of a folder that runs may empty. It stays when they do. */
    static final String MARKER = ".sluice-results";

    private static final String MARKER_TEXT =
            "Results of ./sluice run or ./sluice demo. The next one may delete everything in this folder.\n";

    /** Everything that a run writes into its folder; nothing else is ever deleted there. */
    private static final List<String> WRITTEN = List.of(
            "decisions.jsonl",
            "decisions-superseded.jsonl",
            "reviews.jsonl",
            "escalations.jsonl",
            "mediations.jsonl",
            "deadletters.jsonl",
            "statements.jsonl",
            "labels.jsonl",
            "report.json",
            "report.md",
            "summary.json",
            "signer.pem",
            ".decisions.journal",
            "vault");

    private OutputPlace() {}

    /**
     * Makes the folder where it is missing, and empties it of an earlier run's results where that is allowed.
     *
     * @throws OutputException where it cannot be made, holds something and may not be overwritten, or holds something
     *     that no run has written
     */
    public static void prepare(Path folder, boolean overwrite) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new OutputException("output " + folder + " is a file; allowed: a folder");
        }
        try {
            Files.createDirectories(folder);
        } catch (FileSystemException e) {
            throw new OutputException(
                    "output " + folder + " cannot be made a folder; allowed: a folder that this user may write");
        }
        List<Path> entries = entries(folder);
        boolean marked = entries.stream().anyMatch(OutputPlace::isMarker);
        List<Path> results = entries.stream().filter(entry -> !isMarker(entry)).toList();
        if (!results.isEmpty()) {
            requireReplaceable(folder, results, overwrite, marked);
            for (Path result : results) {
                delete(result);
            }
        }
        if (!marked) {
            mark(folder);
        }
    }

    private static void requireReplaceable(Path folder, List<Path> entries, boolean overwrite, boolean marked)
            throws OutputException {
        if (!overwrite) {
            throw new OutputException("output " + folder + " is not empty; allowed: an empty folder, or --overwrite");
        }
        if (!marked) {
            throw new OutputException("output " + folder + " is not empty and has no " + MARKER
                    + ", so no run has made it; allowed: an empty folder, or one with results of an earlier run");
        }
        for (Path entry : entries) {
            if (!WRITTEN.contains(String.valueOf(entry.getFileName()))) {
                throw new OutputException("output " + folder + " holds " + entry.getFileName()
                        + ", which no run has written; allowed: results of an earlier run");
            }
        }
    }

    private static boolean isMarker(Path entry) {
        return entry.endsWith(MARKER) && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
    }

    private static void mark(Path folder) throws IOException {
        try {
            Files.writeString(folder.resolve(MARKER), MARKER_TEXT, StandardOpenOption.CREATE_NEW);
        } catch (FileSystemException e) {
            throw new OutputException(
                    "output " + folder + " cannot be written; allowed: a folder that this user may write");
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    private static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            for (Path below : entries(entry)) {
                delete(below);
            }
        }
        Files.delete(entry);
    }
}
