package dev.sluice.topology.policy;

/**
 * A clause of the posting guidelines, as members read it.
 *
 * @param clause its number, such as {@code 2.1}
 * @param title its heading
 * @param text its words
 */
public record Guideline(String clause, String title, String text) {}
