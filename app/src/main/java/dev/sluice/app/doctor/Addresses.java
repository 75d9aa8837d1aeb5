package dev.sluice.app.doctor;

import java.util.ArrayList;
import java.util.List;

/** The addresses of {@code kafka.bootstrapServers}. */
final class Addresses {
    private static final int LARGEST_PORT = 65_535;

    private Addresses() {}

    /**
     * One of them.
     *
     * @param host name or address
     * @param port its port
     */
    record Address(String host, int port) {
        @Override
        public String toString() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }

        /** Whether it is this machine, as far as its name says. */
        boolean isLoopback() {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        }
    }

    /**
     * All of them.
     *
     * @throws IllegalArgumentException naming the one that is none
     */
    static List<Address> of(String bootstrapServers) {
        List<Address> addresses = new ArrayList<>();
        for (String part : bootstrapServers.split(",", -1)) {
            addresses.add(one(part.strip()));
        }
        return addresses;
    }

    private static Address one(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = colon < 0 ? 0 : Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && host.indexOf('/') < 0 && port >= 1 && port <= LARGEST_PORT) {
                return new Address(host, port);
            }
        } catch (NumberFormatException e) {
            // Said below, with all that is no address.
        }
        throw new IllegalArgumentException(
                "kafka.bootstrapServers has '" + text + "'; allowed: host:port, comma separated, without a scheme");
    }

    /** Whether all are this machine; false where one is no address. */
    static boolean allLoopback(String bootstrapServers) {
        try {
            return of(bootstrapServers).stream().allMatch(Address::isLoopback);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
