package dev.sluice.app.terminal;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * How much is logged, on standard error. To be called before the first logger is made: {@code logback.xml} reads these
 * settings once.
 */
public final class Logging {
    private static final String OURS = "sluice.log.level";
    private static final String OTHERS = "sluice.log.others";
    private static final String FORMAT = "sluice.log.format";

    private Logging() {}

    /** Errors only: for commands whose output is for people or scripts. */
    public static void quiet() {
        use("ERROR", "OFF");
    }

    /** What an operator wants to see of a process that runs for months. */
    public static void service() {
        use("INFO", "WARN");
    }

    /**
     * What an operator has asked for of a process that runs for months.
     *
     * @param format {@code text} or {@code json}
     * @param level of our own packages
     */
    public static void service(String format, String level) {
        setUnlessGiven(FORMAT, format);
        use(level, "WARN");
    }

    /** What a developer wants to see. */
    public static void verbose() {
        use("DEBUG", "WARN");
    }

    private static void use(String ours, String others) {
        setUnlessGiven(OURS, ours);
        setUnlessGiven(OTHERS, others);
        // Lucene and OpenNLP log through the JDK; without this they would print on the terminal by themselves.
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private static void setUnlessGiven(String key, String value) {
        if (System.getProperty(key) == null) {
            System.setProperty(key, value);
        }
    }
}
