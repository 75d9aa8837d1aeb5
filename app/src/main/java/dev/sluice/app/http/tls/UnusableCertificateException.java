package dev.sluice.app.http.tls;

/** A certificate or its key cannot be used. The message is one line: the file, what is wrong, what is allowed. */
public final class UnusableCertificateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableCertificateException(String message) {
        super(message);
    }
}
