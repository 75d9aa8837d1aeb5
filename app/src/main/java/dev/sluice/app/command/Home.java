package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the files are that Sluice ships. The launcher says so through the system property {@code sluice.home}. */
final class Home {
    private Home() {}

    /** The folder that Sluice is in: the launcher's, else the current one. */
    static Path folder() {
        return Path.of(System.getProperty("sluice.home", "")).toAbsolutePath().normalize();
    }

    /**
     * The folder of policies: the one given, else the shipped one.
     *
     * @throws CommandException where it is not a folder
     */
    static Path policies(@Nullable Path given) {
        Path folder = given == null ? folder().resolve("policies") : given;
        if (!Files.isDirectory(folder)) {
            throw CommandException.usage("policies folder " + folder + " is not a folder");
        }
        return folder;
    }

    /** The detectors of this folder of policies. */
    static Assessor assessor(@Nullable Path policies) {
        return AssessorLoader.load(policies(policies));
    }
}
