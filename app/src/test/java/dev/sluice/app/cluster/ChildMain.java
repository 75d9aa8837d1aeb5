package dev.sluice.app.cluster;

import dev.sluice.app.Sluice;
import java.io.IOException;

/** The sluice command in a child of a test, which ends when the test's process does, however that ends. */
public final class ChildMain {
    private ChildMain() {}

    /** Runs the command. */
    public static void main(String[] args) {
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::endWithParent);
        Sluice.main(args);
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
