package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.terminal.Terminal;
import dev.sluice.schemas.topics.TopicCatalogue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command, path and topic that the documentation names exists. */
class DocsTest {
    private static final Path HOME = Path.of(System.getProperty("sluice.home", "."));
    private static final Pattern COMMAND = Pattern.compile("\\./sluice((?: [a-z-]+)+)?((?: [^`\\n|#)]*)?)");
    private static final Pattern LONG_OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern REPOSITORY_PATH = Pattern.compile(
            "(?:schemas|classifiers|topology|escalation-sink|app|benchmarks|policies|docs|deploy|\\.ci|\\.mvn)/[\\w./-]+");
    private static final Pattern TOPIC = Pattern.compile("topics? `([a-z-]+)`");

    @Test
    void everyCommandIsKnown() throws IOException {
        Set<String> wrong = new TreeSet<>();
        for (Path page : pages()) {
            Matcher matcher = COMMAND.matcher(Files.readString(page));
            while (matcher.find()) {
                String line = matcher.group().strip();
                check(line).ifPresent(why -> wrong.add(HOME.relativize(page) + ": " + line + ": " + why));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPathExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            for (String path : pathsIn(text)) {
                if (!Files.exists(HOME.resolve(path))) {
                    missing.add(HOME.relativize(page) + ": " + path);
                }
            }
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    missing.add(HOME.relativize(page) + " links to " + link.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTopicIsInTheCatalogue() throws IOException {
        Set<String> unknown = new TreeSet<>();
        for (Path page : pages()) {
            Matcher topic = TOPIC.matcher(Files.readString(page));
            while (topic.find()) {
                if (TopicCatalogue.find(topic.group(1)) == null) {
                    unknown.add(HOME.relativize(page) + ": " + topic.group(1));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<String> pathsIn(String text) {
        List<String> paths = new ArrayList<>();
        Matcher code = CODE.matcher(text);
        while (code.find()) {
            if (REPOSITORY_PATH.matcher(code.group(1)).matches()
                    && !code.group(1).contains("target/")) {
                paths.add(code.group(1));
            }
        }
        return paths;
    }

    /** Asks the command itself: its help lists its options, and it answers only where it exists. */
    private static java.util.Optional<String> check(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.substring("./sluice".length()).strip().split("\\s+")) {
            if (!word.matches("[a-z][a-z-]*") || words.size() == 2) {
                break;
            }
            words.add(word);
        }
        if (words.isEmpty()) {
            return java.util.Optional.empty();
        }
        String help = help(words);
        if (help == null && words.size() == 2) {
            help = help(words.subList(0, 1));
        }
        if (help == null) {
            return java.util.Optional.of("no such command");
        }
        Matcher option = LONG_OPTION.matcher(line);
        while (option.find()) {
            if (!help.contains(option.group()) && !option.group().equals("--help")) {
                return java.util.Optional.of("no such option " + option.group());
            }
        }
        return java.util.Optional.empty();
    }

    private static String help(List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        List<String> arguments = new ArrayList<>(words);
        arguments.add("--help");
        Terminal terminal = new Terminal(InputStream.nullInputStream(), stream, stream, false);
        int exitCode = Sluice.run(terminal, arguments.toArray(String[]::new));
        return exitCode == 0 ? out.toString(StandardCharsets.UTF_8) : null;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Path readme = HOME.resolve("README.md");
        if (Files.exists(readme)) {
            pages.add(readme);
        }
        if (Files.isDirectory(HOME.resolve("docs"))) {
            try (Stream<Path> files = Files.walk(HOME.resolve("docs"))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
