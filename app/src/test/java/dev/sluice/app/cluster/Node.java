package dev.sluice.app.cluster;

/** One node of a cluster, broker and controller, to be killed and started again with what it had. */
interface Node extends AutoCloseable {
    /** Starts it; returns before it takes clients. */
    void start() throws Exception;

    /** Ends it as a power cut would. */
    void kill() throws Exception;

    /** Ends it for good, with its data. */
    @Override
    void close() throws Exception;
}
