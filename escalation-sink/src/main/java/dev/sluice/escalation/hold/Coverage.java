package dev.sluice.escalation.hold;

/**
 * What bringing a storage's holds into line has done.
 *
 * @param on versions of packages that were put on hold
 * @param off versions that were let go
 * @param covered versions that are on hold now
 */
public record Coverage(int on, int off, int covered) {}
