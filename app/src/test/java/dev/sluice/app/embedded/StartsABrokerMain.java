package dev.sluice.app.embedded;

/** A parent to be killed: starts a broker, says where it is, and waits for the worst. */
public final class StartsABrokerMain {
    private StartsABrokerMain() {}

    public static void main(String[] args) throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(256);
        System.out.println("pid " + broker.process().pid() + " folder " + broker.folder());
        Thread.currentThread().join();
    }
}
