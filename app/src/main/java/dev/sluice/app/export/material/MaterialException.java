package dev.sluice.app.export.material;

/** A package cannot be read as one. The message is one line and quotes nothing of a post. */
public final class MaterialException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With this message. */
    public MaterialException(String message) {
        super(message);
    }
}
