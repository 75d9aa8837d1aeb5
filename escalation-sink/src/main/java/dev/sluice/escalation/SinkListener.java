package dev.sluice.escalation;

/** Hears how the sink gets on; called on its thread, so it must be quick and must not throw. */
public interface SinkListener {
    /** Hears nothing. */
    SinkListener NONE = new SinkListener() {};

    /** Called after each commit of offsets with the counts since the sink was opened. */
    default void onCommitted(SinkCounts counts) {}
}
