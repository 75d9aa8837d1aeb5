package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Addresses.Address;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Asks a listener what it speaks, without logging on: a TLS hello, then the request by which a client asks for a SASL
 * mechanism (Kafka protocol, SaslHandshake version 1), which is answered with those that there are, or with an error
 * where the listener takes no SASL. Certificates are taken as they come, for nothing is told to the other side.
 */
final class ListenerProbe {
    private static final short SASL_HANDSHAKE = 17;
    private static final short VERSION = 1;
    private static final short ILLEGAL_SASL_STATE = 34;
    private static final int ANSWER_MS = 3_000;
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_MECHANISMS = 100;
    private static final String CLIENT = "sluice-doctor";

    private ListenerProbe() {}

    /**
     * What a listener speaks.
     *
     * @param tls whether it speaks TLS
     * @param certificate the certificate that it showed; null where it showed none
     * @param asksForCertificate whether it goes on only with clients that show one
     * @param sasl whether clients log on by SASL; null where it did not say
     * @param mechanisms the SASL mechanisms that it takes, as far as it said
     */
    record Spoken(
            boolean tls,
            @Nullable X509Certificate certificate,
            boolean asksForCertificate,
            @Nullable Boolean sasl,
            List<String> mechanisms) {
        Spoken {
            mechanisms = List.copyOf(mechanisms);
        }
    }

    /**
     * Asks.
     *
     * @param mechanism the SASL mechanism that we would log on with
     * @throws IOException where nobody can be reached
     */
    static Spoken ask(Address address, String mechanism) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket()) {
            connect(socket, address);
            X509Certificate certificate = null;
            try {
                socket.startHandshake();
                certificate = socket.getSession().getPeerCertificates()[0] instanceof X509Certificate one ? one : null;
                return answer(socket, mechanism, certificate);
            } catch (SSLException e) {
                if (asksForCertificate(e)) {
                    return new Spoken(true, certificate, true, null, List.of());
                }
                if (isAlert(e)) {
                    return new Spoken(true, certificate, false, null, List.of());
                }
            } catch (EOFException | SocketException e) {
                // A listener without TLS closes the connection on what it cannot understand.
            }
        }
        try (Socket socket = new Socket()) {
            connect(socket, address);
            return answer(socket, mechanism, null);
        }
    }

    private static void connect(Socket socket, Address address) throws IOException {
        socket.connect(new InetSocketAddress(address.host(), address.port()), Connecting.LIMIT_MS);
        socket.setSoTimeout(ANSWER_MS);
    }

    private static Spoken answer(Socket socket, String mechanism, @Nullable X509Certificate certificate)
            throws IOException {
        boolean tls = socket instanceof SSLSocket;
        try {
            send(socket, request(mechanism));
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readInt();
            if (length < 6 || length > MOST_BYTES) {
                return new Spoken(tls, certificate, false, null, List.of());
            }
            in.readInt();
            short error = in.readShort();
            return new Spoken(tls, certificate, false, error != ILLEGAL_SASL_STATE, mechanisms(in));
        } catch (SSLException e) {
            return new Spoken(true, certificate, asksForCertificate(e), null, List.of());
        } catch (IOException e) {
            return new Spoken(tls, certificate, false, null, List.of());
        }
    }

    /** Whoever refuses us may have closed the connection already; why is still to be read then. */
    private static void send(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // Reading says more.
        }
    }

    private static List<String> mechanisms(DataInputStream in) throws IOException {
        List<String> mechanisms = new ArrayList<>();
        int count = Math.min(in.readInt(), MOST_MECHANISMS);
        for (int i = 0; i < count; i++) {
            byte[] name = in.readNBytes(in.readUnsignedShort());
            mechanisms.add(new String(name, StandardCharsets.UTF_8));
        }
        return mechanisms;
    }

    private static byte[] request(String mechanism) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(SASL_HANDSHAKE);
        out.writeShort(VERSION);
        out.writeInt(1);
        out.writeUTF(CLIENT);
        out.writeUTF(mechanism);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        new DataOutputStream(whole).writeInt(body.size());
        body.writeTo(whole);
        return whole.toByteArray();
    }

    private static boolean isAlert(SSLException e) {
        return words(e).contains("alert");
    }

    private static boolean asksForCertificate(SSLException e) {
        String words = words(e);
        return isAlert(e) && (words.contains("certificate") || words.contains("handshake_failure"));
    }

    private static String words(SSLException e) {
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
