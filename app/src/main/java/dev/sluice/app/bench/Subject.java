package dev.sluice.app.bench;

/** A topology that runs and answers posts. Closing it stops it. */
interface Subject extends AutoCloseable {
    /** Posts answered since it was started. */
    long answered();

    @Override
    void close();
}
