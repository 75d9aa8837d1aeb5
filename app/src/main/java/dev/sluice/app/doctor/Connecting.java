package dev.sluice.app.doctor;

import dev.sluice.app.doctor.Addresses.Address;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;

/** Whether a connection can be made to an address, and if not, why. */
final class Connecting {
    static final int LIMIT_MS = 2_000;

    private Connecting() {}

    /** What stands in the way, as the end of a sentence about the address; empty where nothing does. */
    static Optional<String> trouble(Address address) {
        InetAddress found;
        try {
            found = InetAddress.getByName(address.host());
        } catch (UnknownHostException e) {
            return Optional.of("does not resolve: no name server knows the host");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(found, address.port()), LIMIT_MS);
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.of("does not answer within " + LIMIT_MS / 1_000 + " s, as behind a firewall");
        } catch (NoRouteToHostException e) {
            return Optional.of("cannot be reached from this network");
        } catch (ConnectException e) {
            return Optional.of("refuses connections: nothing listens on that port");
        } catch (IOException e) {
            return Optional.of("cannot be connected to (" + e.getClass().getSimpleName() + ")");
        }
    }
}
