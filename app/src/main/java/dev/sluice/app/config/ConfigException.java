package dev.sluice.app.config;

/** A configuration is wrong. The message is one line: the key, its value where it is no secret, and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Wrong for this reason. */
    public ConfigException(String message) {
        super(message);
    }
}
