package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The decisions that {@code sluice run --output} wrote: those in force and those that were superseded. Lines are read
 * by one thread and parsed by as many as there are cores, a bounded number of them at a time.
 */
public final class DecisionFiles implements History {
    private static final String IN_FORCE = "decisions.jsonl";
    private static final String SUPERSEDED = "decisions-superseded.jsonl";
    private static final int BATCH = 2_000;
    private static final int MOST_LINE = 1 << 20;

    private final Path folder;

    /**
     * The decisions of this folder.
     *
     * @throws ReplayException where it has none
     */
    public DecisionFiles(Path folder) {
        if (!Files.isRegularFile(folder.resolve(IN_FORCE))) {
            throw new ReplayException(
                    folder + ": has no " + IN_FORCE + "; needed: a folder that `sluice run --output` has written");
        }
        this.folder = folder;
    }

    @Override
    public void forEach(Taker taker) throws IOException {
        try (Workers parsers = new Workers()) {
            for (String name : List.of(IN_FORCE, SUPERSEDED)) {
                Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    submit(file, parsers, taker);
                }
            }
            parsers.finish();
        }
    }

    private static void submit(Path file, Workers parsers, Taker taker) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            long number = 0;
            List<String> batch = new ArrayList<>(BATCH);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.length() > MOST_LINE) {
                    throw new ReplayException(name + ":" + number + ": is " + line.length()
                            + " characters long; allowed: up to " + MOST_LINE);
                }
                batch.add(line);
                if (batch.size() == BATCH) {
                    parsers.add(parsing(batch, name, number - BATCH, taker));
                    batch = new ArrayList<>(BATCH);
                }
            }
            parsers.add(parsing(batch, name, number - batch.size(), taker));
        }
    }

    private static Runnable parsing(List<String> batch, String name, long before, Taker taker) {
        return () -> {
            long number = before;
            for (String line : batch) {
                number++;
                Decision decision = DecisionLines.read(line, name + ":" + number);
                taker.take(decision);
            }
        };
    }
}
