package dev.sluice.app.command;

import dev.sluice.app.terminal.Progress;
import dev.sluice.app.terminal.Terminal;
import dev.sluice.classifiers.dataset.ProgressListener;
import org.jspecify.annotations.Nullable;

/** One progress on the terminal for each step of a long work on data. */
final class Steps implements ProgressListener {
    private final Terminal terminal;
    private String step = "";
    private @Nullable Progress progress;

    Steps(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progress(String current, long done, long total) {
        Progress shown = progress;
        if (shown == null || !current.equals(step)) {
            if (shown != null) {
                shown.close();
            }
            terminal.note(current);
            step = current;
            shown = new Progress(terminal, "parts");
            progress = shown;
        }
        shown.update(done, total);
        if (done >= total) {
            shown.close();
        }
    }
}
