package dev.sluice.topology.health;

/** Health and metrics cannot listen where they should. The message names the setting, its value and what is allowed. */
public final class UnavailableAddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String setting;
    private final String problem;

    /** Without a prefix of its own the setting goes by its name in the pipeline's settings. */
    UnavailableAddressException(String setting, String problem, Exception cause) {
        super("health" + setting + " is " + problem, cause);
        this.setting = setting;
        this.problem = problem;
    }

    /** The same for whoever knows the settings as {@code prefixHost} and {@code prefixPort}. */
    public String told(String prefix) {
        return prefix + setting + " is " + problem;
    }
}
