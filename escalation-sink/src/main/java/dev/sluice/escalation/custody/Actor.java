package dev.sluice.escalation.custody;

/**
 * Who touches evidence.
 *
 * @param name who; a name or a pseudonym
 * @param role in which role
 * @param authn how that is known: {@code process} for one of ours, {@code os:…} for an account of the system
 */
public record Actor(String name, Role role, String authn) {
    private static final int LONGEST = 100;

    /** Refuses blanks, control characters and what is too long for a line of the log. */
    public Actor {
        CustodyText.require("actor", name, LONGEST);
        CustodyText.require("authentication", authn, LONGEST);
    }

    /** A process of ours. */
    public static Actor process(String name, Role role) {
        return new Actor(name, role, "process");
    }
}
