package dev.sluice.app.command;

import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;

/** {@code sluice serve} as a child of the bench; ends with its parent, however that ends. */
public final class ServeMain {
    private ServeMain() {}

    /** Serves by the configuration that the first argument names. */
    public static void main(String[] arguments) {
        Thread.ofPlatform().daemon().name("parent-watch").start(ServeMain::endWithParent);
        System.exit(ServeProcess.run(Path.of(arguments[0]), Terminal.ofProcess()));
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is expected: only the end of the input says something.
                continue;
            }
        } catch (IOException e) {
            // A broken pipe says the same as its end.
        }
        Runtime.getRuntime().halt(1);
    }
}
