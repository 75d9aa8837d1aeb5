package dev.sluice.classifiers.dataset;

/** Told how far a long work on data has got. */
@FunctionalInterface
public interface ProgressListener {
    /** Tells nobody. */
    ProgressListener SILENT = (step, done, total) -> {};

    /**
     * Called after each part of a step, from one thread at a time.
     *
     * @param step what is being done, for a person to read
     * @param done parts done
     * @param total parts in all
     */
    void progress(String step, long done, long total);
}
