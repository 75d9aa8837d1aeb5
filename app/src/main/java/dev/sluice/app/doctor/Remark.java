package dev.sluice.app.doctor;

/**
 * What a check has to say about one thing, in one line.
 *
 * @param level how bad it is
 * @param what the thing, its value and what is allowed; where all is well, what was seen
 * @param mend how to put it right; empty where there is nothing to put right
 */
public record Remark(Level level, String what, String mend) {
    /** How bad something is. */
    public enum Level {
        /** All is well. */
        OK,
        /** It works, or may work; somebody should look at it. */
        WARN,
        /** A process of Sluice does not start, or loses or refuses work. */
        FAIL,
        /** It was not looked at, since something that it needs has failed. */
        SKIPPED
    }

    /** All is well; {@code what} says what was seen. */
    static Remark ok(String what) {
        return new Remark(Level.OK, what, "");
    }

    /** Somebody should look at this. */
    static Remark warn(String what, String mend) {
        return new Remark(Level.WARN, what, mend);
    }

    /** This does not work. */
    static Remark fail(String what, String mend) {
        return new Remark(Level.FAIL, what, mend);
    }

    /** Not looked at. */
    static Remark skipped(String why) {
        return new Remark(Level.SKIPPED, why, "");
    }
}
