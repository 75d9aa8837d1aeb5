package dev.sluice.app.sources;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.Sluice;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of the page on sources, done as it says: files are saved, commands print what is shown. */
class SourcesPageTest {
    private static final Pattern BLOCK =
            Pattern.compile("(?:`([a-z]+\\.[a-z]+)`[^`\\n]*:\\n\\n)?```\\w*\\n(.*?)\\n```", Pattern.DOTALL);
    private static final String PROMPT = "$ ./sluice ";

    @TempDir
    Path folder;

    @Test
    void theWorkedExampleDoesWhatThePageSays() throws IOException {
        String page = Files.readString(Samples.HOME.resolve("docs/sources.md"));
        String section = page.substring(page.indexOf("## Your own JSON"), page.indexOf("## A mapping"));
        int files = 0;
        int commands = 0;
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            if (block.group(1) != null) {
                Files.writeString(folder.resolve(block.group(1)), block.group(2) + "\n");
                files++;
            } else if (block.group(2).startsWith(PROMPT)) {
                String[] lines = block.group(2).split("\n", 2);
                assertThat(run(lines[0].substring(PROMPT.length()))).isEqualTo(lines[1] + "\n");
                commands++;
            }
        }
        assertThat(files).isEqualTo(3);
        assertThat(commands).isEqualTo(2);
    }

    private String run(String command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false);
        String[] arguments = Arrays.stream(command.split(" "))
                .map(word -> Files.exists(folder.resolve(word))
                        ? folder.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        Sluice.run(terminal, arguments);
        return out.toString(StandardCharsets.UTF_8);
    }
}
