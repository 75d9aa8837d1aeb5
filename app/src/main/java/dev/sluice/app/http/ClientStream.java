package dev.sluice.app.http;

import dev.sluice.app.http.exchange.RefusedException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a client sends. The web server tells a broken connection by an exception of its own, which is made an ordinary
 * one.
 */
final class ClientStream extends FilterInputStream {
    ClientStream(InputStream input) {
        super(input);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return super.read(bytes, offset, length);
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    private static IOException broken(RuntimeException e) {
        if (e instanceof RefusedException refused) {
            throw refused;
        }
        return new IOException("the request did not come in whole", e);
    }
}
