package dev.sluice.app.http.exchange;

import java.util.List;

/**
 * Which events of a request are wrong.
 *
 * @param events the first of them
 */
public record WrongEvents(List<Wrong> events) implements RefusedException.Details {
    /** Copies the list. */
    public WrongEvents {
        events = List.copyOf(events);
    }

    /**
     * A wrong event.
     *
     * @param index its place in the request, from 0
     * @param reason what is wrong with it; quotes no text
     */
    public record Wrong(int index, String reason) {}
}
