package dev.sluice.topology.health;

import java.util.Locale;

/** A step of the flow whose time is measured apart. */
public enum Stage {
    /** Decode, validate, deduplicate. */
    INTAKE,
    /** Run the detectors and convert what they found. */
    ASSESS,
    /** Read and write the state of thread, target and author. */
    CONTEXT,
    /** Judge by the policy and write the decision. */
    DECIDE,
    /** Serialise and hand over to Kafka's producer. */
    ROUTE;

    private final String id = name().toLowerCase(Locale.ROOT);

    /** The name used in output, such as {@code "intake"}. */
    public String id() {
        return id;
    }
}
