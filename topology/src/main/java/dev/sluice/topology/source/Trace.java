package dev.sluice.topology.source;

/** Hears which values of a record a mapping has read, so that what was lost can be told. */
@FunctionalInterface
public interface Trace {
    /** Hears nothing. */
    Trace NONE = pointer -> {};

    /**
     * The value at this pointer was read. Of a list or an object only that it is there, unless the pointer ends in a slash,
     * which stands for all that is in it.
     */
    void read(String pointer);
}
