package dev.sluice.app.doctor;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code sluice doctor} has printed.
 *
 * @param exitCode how it ended
 * @param out its lines
 */
record Examined(int exitCode, String out) {
    static Examined of(Path config, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] arguments = new String[more.length + 3];
        arguments[0] = "doctor";
        arguments[1] = "--config";
        arguments[2] = config.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        int exitCode = Sluice.run(new Terminal(InputStream.nullInputStream(), stream, stream, false), arguments);
        return new Examined(exitCode, out.toString(StandardCharsets.UTF_8));
    }

    /** The lines that say that something is to be mended. */
    List<String> failures() {
        return out.lines().filter(line -> line.startsWith("FAIL")).toList();
    }

    List<String> warnings() {
        return out.lines().filter(line -> line.startsWith("warn")).toList();
    }
}
