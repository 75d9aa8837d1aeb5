package dev.sluice.app.deploy;

import dev.sluice.app.Sluice;
import dev.sluice.app.command.Commands;
import dev.sluice.app.config.ConfigReader;
import dev.sluice.app.config.Connections;
import dev.sluice.app.config.Processes;
import dev.sluice.app.config.SluiceConfig;
import dev.sluice.app.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import picocli.CommandLine;

/** What all ways to deploy have in common: commands, configurations, and files that hold secrets. */
final class Deployed {
    static final Path FOLDER = Path.of(System.getProperty("sluice.home", "."), "deploy");
    private static final Pattern ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Z_]+)}");

    private Deployed() {}

    /** The documents of a YAML file, merge keys resolved and double keys refused. */
    static List<Object> documents(Path file) throws IOException {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        Iterable<Object> all = new Yaml(new SafeConstructor(strict)).loadAll(Files.readString(file));
        return StreamSupport.stream(all.spliterator(), false).toList();
    }

    static Map<String, Object> document(Path file) throws IOException {
        return map(documents(file).getFirst());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }

    static List<String> strings(Object value) {
        return list(value).stream().map(String::valueOf).toList();
    }

    /** What is below these keys; null where one is missing. */
    static Object at(Object value, String... keys) {
        Object found = value;
        for (String key : keys) {
            found = found == null ? null : map(found).get(key);
        }
        return found;
    }

    /** Fails where the command line does not parse. */
    static void requireParses(List<String> arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        CommandLine line = new CommandLine(new Sluice());
        Commands.addTo(line, new Terminal(InputStream.nullInputStream(), nowhere, nowhere, false));
        CommandLine.ParseResult parsed = line.parseArgs(arguments.toArray(String[]::new));
        if (!parsed.hasSubcommand()) {
            throw new AssertionError("names no command: " + arguments);
        }
    }

    /** The file that follows {@code --config}. */
    static String configOf(List<String> arguments) {
        return arguments.get(arguments.indexOf("--config") + 1);
    }

    /**
     * Reads a configuration as its process would, with made-up secrets in the place of those that only a deployment has,
     * and turns every section into the settings of its part.
     *
     * @param secrets where the secrets lie, with the slash at the end
     * @param environment variables that the process has
     * @param folder for a copy of the file and the secrets
     */
    static SluiceConfig read(Path file, String secrets, Set<String> environment, Path folder) throws IOException {
        String text = Files.readString(file);
        Path made = Files.createDirectories(folder.resolve("secrets"));
        for (String name : secretsIn(text, secrets)) {
            Files.writeString(made.resolve(name), "made-up-and-long-enough");
        }
        Matcher variable = ENVIRONMENT.matcher(text);
        while (variable.find()) {
            if (!environment.contains(variable.group(1))) {
                throw new AssertionError(file + " reads " + variable.group(1) + ", which the process does not have");
            }
        }
        String local = ENVIRONMENT.matcher(text).replaceAll("name-0").replace(secrets, made + "/");
        SluiceConfig config = ConfigReader.read(Files.writeString(folder.resolve(file.getFileName()), local));
        requireUsable(config);
        return config;
    }

    /** Names of the secrets that a configuration reads, or hands to somebody who does. */
    static Set<String> secretsIn(String text, String folder) {
        Set<String> names = new TreeSet<>();
        Matcher secret =
                Pattern.compile(Pattern.quote(folder) + "([A-Za-z0-9.-]+)").matcher(text);
        while (secret.find()) {
            names.add(secret.group(1));
        }
        return names;
    }

    private static void requireUsable(SluiceConfig config) {
        Connections.registry(config);
        Connections.topics(config);
        if (config.pipeline() != null) {
            Processes.pipeline(config, config.pipeline());
        }
        if (config.sink() != null) {
            Processes.sink(config, config.sink());
        }
        if (config.transparency() != null) {
            Processes.transparency(config.transparency());
        }
    }

    /** All files below a folder whose names end so, in order. */
    static List<Path> files(Path folder, String end) throws IOException {
        try (var all = Files.walk(folder)) {
            List<Path> found = new ArrayList<>(
                    all.filter(file -> file.toString().endsWith(end)).toList());
            found.sort(null);
            return found;
        }
    }
}
