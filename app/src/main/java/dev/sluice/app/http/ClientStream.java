package dev.sluice.app.http;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
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
        if (e instanceof RequestException refused) {
            throw refused.status().code() == Refusal.TOO_LARGE.status()
                    ? new RefusedException(Refusal.TOO_LARGE, "the body is too large")
                    : malformed();
        }
        if (e instanceof NumberFormatException || e instanceof DataReader.IncorrectNewLineException) {
            throw malformed();
        }
        return new IOException("the request did not come in whole", e);
    }

    private static RefusedException malformed() {
        return new RefusedException(
                Refusal.MALFORMED_BODY, "the body is not in chunks; allowed: as RFC 9112 has them in 7.1");
    }
}
