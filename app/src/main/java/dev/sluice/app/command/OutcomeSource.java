package dev.sluice.app.command;

import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.outcomes.OutcomeData;
import dev.sluice.app.terminal.CommandException;
import dev.sluice.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command reads outcomes from: a cluster's topics, or the folder of results of a run. */
final class OutcomeSource {
    @Option(names = "--config", paramLabel = "FILE", description = "The cluster whose topics are read.")
    private @Nullable Path config;

    @Option(names = "--results", paramLabel = "DIR", description = "The results of ./sluice run --embedded.")
    private @Nullable Path results;

    OutcomeData read() throws IOException {
        Path folder = folder();
        if (folder != null) {
            return OutcomeData.ofFolder(folder);
        }
        SluiceConfig read = config();
        try (SchemaRegistry registry = SchemaRegistry.connect(Connections.registry(read))) {
            return OutcomeData.ofTopics(Connections.kafka(read.kafka()), registry, Connections.prefix(read.kafka()));
        }
    }

    /** The folder of results; null where a cluster is read. */
    @Nullable
    Path folder() {
        if ((config == null) == (results == null)) {
            throw CommandException.usage("needs --config FILE or --results DIR, one of them");
        }
        return results;
    }

    /** The configuration of the cluster. */
    SluiceConfig config() {
        if (config == null) {
            throw CommandException.usage("needs --config FILE");
        }
        return ConfigReader.read(config);
    }

    /** A day as options have it. */
    static LocalDate day(String option, String value) {
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw CommandException.usage(option + " is '" + value + "'; allowed: a day such as 2026-01-31");
        }
    }

    /** The part of the data from one day to another, both included, of a community or all. */
    static OutcomeData within(OutcomeData data, LocalDate from, LocalDate to, @Nullable String community) {
        if (to.isBefore(from)) {
            throw CommandException.usage(
                    "--to is " + to + ", before --from " + from + "; allowed: the same day or later");
        }
        return data.within(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                community);
    }
}
