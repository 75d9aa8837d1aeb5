package dev.sluice.app.notices;

/**
 * Who posted a statement, as the poster said. Prints nothing of it.
 *
 * @param name full name
 * @param address postal address
 */
public record PosterDetails(String name, String address) {
    private static final int MOST = 2_000;

    /** Refuses details of which a part is too long. */
    public PosterDetails {
        if (name.length() > MOST || address.length() > MOST) {
            throw new IllegalArgumentException(
                    "name or address of the poster is too long; allowed: at most " + MOST + " characters each");
        }
    }

    @Override
    public String toString() {
        return "details of a poster";
    }
}
