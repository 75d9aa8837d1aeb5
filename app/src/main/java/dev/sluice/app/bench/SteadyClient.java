package dev.sluice.app.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * Sends posts at a steady rate, whatever the server does: a time is fixed for each, and its latency counts from then, so
 * that a server that stalls is charged for those that had to wait (no "coordinated omission"). It costs little, since it
 * shares the machine with what it measures.
 */
public final class SteadyClient {
    private static final int ACCEPTED = 202;
    private static final int SOCKET_TIMEOUT_MS = 60_000;

    private final int port;
    private final String key;
    private final int connections;

    /**
     * A client.
     *
     * @param port on this machine
     * @param key bearer key with the scope post
     * @param connections at most so many requests at once
     */
    public SteadyClient(int port, String key, int connections) {
        this.port = port;
        this.key = key;
        this.connections = connections;
    }

    /** What came of it. */
    public static final class Outcome {
        private final Percentiles latencies = new Percentiles();
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong broken = new AtomicLong();

        private Outcome() {}

        /** The ids of the posts that were answered with 202. */
        public Queue<String> acknowledged() {
            return acknowledged;
        }

        /** How many were answered with something else. */
        public long refused() {
            return refused.get();
        }

        /** How many connections ended before their answer. */
        public long broken() {
            return broken.get();
        }

        /** The latency in milliseconds that this share of the posts does not exceed. */
        public long latencyMillis(double share) {
            return latencies.at(share);
        }
    }

    /**
     * Sends posts, and waits for the answers.
     *
     * @param count how many
     * @param rate a second; 0 for as fast as answers come
     * @param ids makes the id of a post from its number
     */
    public Outcome send(long count, int rate, LongFunction<String> ids) {
        Outcome outcome = new Outcome();
        AtomicLong next = new AtomicLong();
        long start = System.nanoTime();
        Phaser running = new Phaser(1);
        for (int i = 0; i < connections; i++) {
            running.register();
            Thread.ofVirtual().start(() -> {
                try {
                    work(count, rate, ids, start, next, outcome);
                } finally {
                    running.arriveAndDeregister();
                }
            });
        }
        running.arriveAndAwaitAdvance();
        return outcome;
    }

    private void work(long count, int rate, LongFunction<String> ids, long start, AtomicLong next, Outcome outcome) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SOCKET_TIMEOUT_MS);
            InputStream input = new BufferedInputStream(socket.getInputStream(), 1 << 10);
            for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                long due = rate == 0 ? System.nanoTime() : start + i * TimeUnit.SECONDS.toNanos(1) / rate;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                String id = ids.apply(i);
                socket.getOutputStream().write(request(id));
                if (status(input) == ACCEPTED) {
                    outcome.latencies.record(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - due));
                    outcome.acknowledged.add(id);
                } else {
                    outcome.refused.incrementAndGet();
                }
            }
        } catch (IOException e) {
            outcome.broken.incrementAndGet();
        }
    }

    private byte[] request(String id) {
        String body = "{\"id\":\"" + id + "\",\"thread\":\"" + id + "\",\"author\":\"m-" + id.hashCode() % 10_000
                + "\",\"community\":\"bench\",\"text\":\"Thanks, that was a good point about the ferry at eight, and I had not"
                + " thought of it before you wrote.\"}";
        return ("POST /v1/posts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + key
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The status of an answer, which is read to its end. */
    private static int status(InputStream input) throws IOException {
        String first = line(input);
        int length = 0;
        for (String line = line(input); !line.isEmpty(); line = line(input)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        input.skipNBytes(length);
        return Integer.parseInt(first.substring(9, 12));
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int read = input.read(); read != '\n'; read = input.read()) {
            if (read < 0) {
                throw new IOException("the server has ended the connection");
            }
            if (read != '\r') {
                line.append((char) read);
            }
        }
        return line.toString();
    }
}
