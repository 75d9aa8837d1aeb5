package dev.sluice.app.command;

import dev.sluice.app.terminal.CommandException;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.AssessorLoader;
import dev.sluice.topology.source.SourceMappings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the files are that Sluice ships. The launcher says so through the system property {@code sluice.home}. */
final class Home {
    private static final String SOURCES = "sources";

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

    /**
     * The mappings of sources: those of a folder, else those of the policies, else the shipped ones.
     *
     * @param given a folder of mappings; null for none
     * @param policies the folder of policies
     * @throws CommandException where it is not a folder
     */
    static SourceMappings sources(@Nullable Path given, Path policies) {
        if (given != null && !Files.isDirectory(given)) {
            throw CommandException.usage("sources folder " + given + " is not a folder");
        }
        List<Path> folders = new ArrayList<>(given == null ? List.of() : List.of(given));
        folders.add(policies.resolve(SOURCES));
        folders.add(folder().resolve("policies").resolve(SOURCES));
        return SourceMappings.in(folders);
    }

    /** The detectors of this folder of policies. */
    static Assessor assessor(@Nullable Path policies) {
        return AssessorLoader.load(policies(policies));
    }
}
