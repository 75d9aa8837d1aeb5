package dev.sluice.app.replay;

import dev.sluice.schemas.Decision;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The decisions that {@code sluice run --output} wrote: those in force and those that were superseded. Lines are read by
 * one thread and parsed by as many as there are cores, a bounded number of them at a time.
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
        int cores = Runtime.getRuntime().availableProcessors();
        try (ExecutorService parsers = Executors.newFixedThreadPool(cores)) {
            Deque<Future<?>> open = new ArrayDeque<>();
            for (String name : List.of(IN_FORCE, SUPERSEDED)) {
                Path file = folder.resolve(name);
                if (Files.exists(file)) {
                    submit(file, parsers, open, 2 * cores, taker);
                }
            }
            while (!open.isEmpty()) {
                await(open.removeFirst());
            }
        }
    }

    private static void submit(Path file, ExecutorService parsers, Deque<Future<?>> open, int most, Taker taker)
            throws IOException {
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
                    open.addLast(parse(batch, name, number - BATCH, parsers, taker));
                    batch = new ArrayList<>(BATCH);
                    if (open.size() >= most) {
                        await(open.removeFirst());
                    }
                }
            }
            open.addLast(parse(batch, name, number - batch.size(), parsers, taker));
        }
    }

    private static Future<?> parse(List<String> batch, String name, long before, ExecutorService parsers, Taker taker) {
        return parsers.submit(() -> {
            long number = before;
            for (String line : batch) {
                number++;
                Decision decision = DecisionLines.read(line, name + ":" + number);
                taker.take(decision);
            }
        });
    }

    private static void await(Future<?> batch) throws IOException {
        try {
            batch.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the replay was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IOException("the replay failed", e.getCause());
        }
    }
}
