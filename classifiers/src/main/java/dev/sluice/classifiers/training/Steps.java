package dev.sluice.classifiers.training;

import dev.sluice.classifiers.dataset.ProgressListener;

/** Counts the parts of a step that are done, from any thread, and tells a listener. */
final class Steps {
    private final String step;
    private final long total;
    private final ProgressListener listener;
    private long done;

    Steps(String step, long total, ProgressListener listener) {
        this.step = step;
        this.total = total;
        this.listener = listener;
    }

    synchronized void done() {
        done++;
        listener.progress(step, done, total);
    }
}
