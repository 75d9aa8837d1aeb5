package dev.sluice.app.cluster;

import java.io.IOException;

/**
 * Runs another program's main class in a child of a test, which ends when the test's process does, however that ends.
 * Needs nothing but itself and that program on its class path.
 */
public final class EndsWithParent {
    private EndsWithParent() {}

    /** Runs the class that the first argument names with the other arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(EndsWithParent::watch);
        String[] others = new String[args.length - 1];
        System.arraycopy(args, 1, others, 0, others.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) others);
    }

    private static void watch() {
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
