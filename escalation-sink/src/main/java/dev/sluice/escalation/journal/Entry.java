package dev.sluice.escalation.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.escalation.custody.Actor;
import java.time.Instant;

/**
 * One entry of a journal.
 *
 * @param id what it is about: a hold, a request; 16 hex digits
 * @param number 1 for the first entry about it, one more for each
 * @param at when, by the clock of the machine that wrote it, and never before the entry before it
 * @param by who
 * @param purpose what for
 * @param body what was decided or done
 */
public record Entry(String id, int number, Instant at, Actor by, String purpose, JsonNode body) {}
