package dev.sluice.app.embedded;

/** The process was told to end while the stack started or worked. Nothing is wrong, so there is nothing to report. */
public final class InterruptedRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An interrupt from outside, such as Ctrl-C. */
    public InterruptedRunException() {
        super("told to end");
    }
}
