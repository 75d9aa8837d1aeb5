package dev.sluice.app.doctor;

import dev.sluice.app.config.ConfigException;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the file can be read, and each section be turned into the settings of its process. */
record ConfigurationCheck() implements Check {
    static final String NAME = "configuration";
    private static final String MEND = "correct the file; docs/configuration.md has every key";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> needs() {
        return Set.of();
    }

    @Override
    public List<Remark> look(Patient patient) {
        SluiceConfig config;
        try {
            config = ConfigReader.read(patient.file());
        } catch (ConfigException e) {
            return List.of(Remark.fail(String.valueOf(e.getMessage()), MEND));
        }
        patient.read(config);
        List<Remark> remarks = new ArrayList<>();
        Path file = patient.file();
        attempt(remarks, file, () -> Connections.registry(config));
        attempt(remarks, file, () -> Connections.topics(config));
        attempt(remarks, file, () -> Connections.access(config));
        SluiceConfig.Pipeline pipeline = config.pipeline();
        if (pipeline != null) {
            attempt(remarks, file, () -> Processes.pipeline(config, pipeline));
        }
        SluiceConfig.Transparency transparency = config.transparency();
        if (transparency != null) {
            attempt(remarks, file, () -> Processes.transparency(transparency));
        }
        SluiceConfig.Sink sink = config.sink();
        if (sink != null) {
            attempt(remarks, file, () -> Processes.sink(config, sink));
        }
        if (remarks.isEmpty()) {
            remarks.add(Remark.ok(file + " is read; it is for: "
                    + Part.of(config).stream().map(Part::words).collect(Collectors.joining(", "))));
        }
        return remarks;
    }

    private static void attempt(List<Remark> remarks, Path file, Runnable reading) {
        try {
            reading.run();
        } catch (ConfigException | IllegalArgumentException e) {
            remarks.add(Remark.fail(file + ": " + e.getMessage(), MEND));
        }
    }
}
