package dev.sluice.app.terminal;

import java.util.Locale;

/**
 * Shows how far a job is: a bar that redraws itself where a person watches, else a line for every tenth. Not safe for
 * use by several threads.
 */
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final long REDRAW_NANOS = 100_000_000L;
    private static final int STEPS = 10;

    private final Terminal terminal;
    private final String what;
    private final long started = System.nanoTime();
    private long drawn = started - REDRAW_NANOS;
    private long lastStep;
    private boolean open;

    /**
     * Progress of one job.
     *
     * @param what what is counted, such as {@code "posts"}
     */
    public Progress(Terminal terminal, String what) {
        this.terminal = terminal;
        this.what = what;
    }

    /** Says how much is done of how much; call it as often as you like. */
    public void update(long done, long total) {
        if (terminal.interactive()) {
            long now = System.nanoTime();
            if (now - drawn >= REDRAW_NANOS || done >= total) {
                drawn = now;
                open = true;
                terminal.err().print("\r" + bar(done, total));
                terminal.err().flush();
            }
            return;
        }
        long step = total == 0 ? STEPS : done * STEPS / total;
        if (step > lastStep) {
            lastStep = step;
            terminal.err().println(plain(done, total));
        }
    }

    /** Ends the line of the bar. */
    @Override
    public void close() {
        if (open) {
            terminal.err().println();
            open = false;
        }
    }

    private String bar(long done, long total) {
        int full = total == 0 ? WIDTH : (int) Math.min(WIDTH, done * WIDTH / total);
        return "  [" + "█".repeat(full) + "·".repeat(WIDTH - full) + "] " + plain(done, total) + "   ";
    }

    private String plain(long done, long total) {
        double seconds = Math.max(1e-3, (System.nanoTime() - started) / 1e9);
        double rate = done / seconds;
        String counted = String.format(Locale.ROOT, "%,d of %,d %s", done, total, what);
        return rate < 1 ? counted : counted + String.format(Locale.ROOT, " (%,.0f/s)", rate);
    }
}
