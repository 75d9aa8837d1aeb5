package dev.sluice.app.http;

import io.helidon.http.HttpPrologue;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends requests that take too long to come in, whether they dribble headers or body: a limit for each read would let a
 * client hold its connection for hours. The web server itself ends connections that are idle or dribble the first line.
 */
final class SlowRequests implements Http1ConnectionListener, AutoCloseable {
    private static final long LOOK_EVERY_MS = 250;

    private final long limitNanos;
    private final Map<Thread, Coming> coming = new ConcurrentHashMap<>();
    private final Thread watch;

    private record Coming(long since, @Nullable ConnectionContext connection) {}

    SlowRequests(Duration limit) {
        this.limitNanos = limit.toNanos();
        this.watch = Thread.ofPlatform().name("slow-requests").daemon(true).unstarted(this::run);
    }

    void start() {
        watch.start();
    }

    @Override
    public void prologue(ConnectionContext connection, HttpPrologue prologue) {
        coming.put(Thread.currentThread(), new Coming(System.nanoTime(), connection));
    }

    /** This thread's connection begins: its first request has to come in within the limit, handshake included. */
    void connected() {
        coming.put(Thread.currentThread(), new Coming(System.nanoTime(), null));
    }

    /** The connection that this thread's request is coming in by; null where it has come in. */
    @Nullable
    ConnectionContext connection() {
        Coming request = coming.get(Thread.currentThread());
        return request == null ? null : request.connection();
    }

    /** From now on this thread's request has so long to come in. */
    void endsWithin(Duration time) {
        coming.computeIfPresent(
                Thread.currentThread(),
                (thread, request) -> new Coming(System.nanoTime() - limitNanos + time.toNanos(), request.connection()));
    }

    /** The request of this thread has come in. */
    void received() {
        coming.remove(Thread.currentThread());
    }

    @Override
    public void close() {
        watch.interrupt();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
                long now = System.nanoTime();
                coming.forEach((thread, request) -> {
                    if (now - request.since() > limitNanos && coming.remove(thread, request)) {
                        // Interrupting a virtual thread that reads closes its socket.
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            // Told to end.
        }
    }
}
