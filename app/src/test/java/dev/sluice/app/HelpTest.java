package dev.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.Commands;
import dev.sluice.app.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help fits a terminal of 80 columns: a line that was broken by hand is not broken again a word before its end. */
class HelpTest {
    private static final int FITS = 79;

    static Stream<CommandLine> commands() {
        ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(nowhere, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Sluice());
        Commands.addTo(line, new Terminal(InputStream.nullInputStream(), out, out, false));
        return withSubcommands(line);
    }

    private static Stream<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::withSubcommands));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyLineThatIsBrokenByHandStaysWhole(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        List<String> byHand = Stream.of(usage.header(), usage.description(), usage.footer())
                .flatMap(Arrays::stream)
                .toList();
        assertThat(byHand)
                .as(command.getCommandSpec().qualifiedName())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(FITS));
        List<String> printed =
                command.getUsageMessage(CommandLine.Help.Ansi.OFF).lines().toList();
        assertThat(printed).containsAll(byHand);
        assertThat(printed).allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void everyCommandOfTheLeavesIsWalked() {
        assertThat(commands().map(command -> command.getCommandSpec().qualifiedName()))
                .contains("sluice", "sluice policy replay", "sluice cases appeal", "sluice feedback export");
    }
}
