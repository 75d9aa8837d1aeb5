package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.policy.Letters.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Letters and the rules of notices of defamation are read strictly, and their examples run. */
class LettersTest {
    private static final Path SHIPPED = Path.of(System.getProperty("sluice.home"), "policies");

    @TempDir
    Path policies;

    @BeforeEach
    void copyShipped() throws IOException {
        for (String folder : new String[] {"letters", "calendars"}) {
            Files.createDirectory(policies.resolve(folder));
            try (Stream<Path> files = Files.list(SHIPPED.resolve(folder))) {
                for (Path file : files.toList()) {
                    Files.copy(file, policies.resolve(folder).resolve(String.valueOf(file.getFileName())));
                }
            }
        }
        Files.copy(SHIPPED.resolve("defamation.yaml"), policies.resolve("defamation.yaml"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void shippedLettersAreThereAndSayThatTheyAreNoLegalAdvice(Kind kind) {
        Letters.Written letter = Letters.load(SHIPPED).write(kind, Map.of("notice", "n-1"));

        assertThat(letter.text()).contains("not legal advice");
        assertThat(letter.subject()).contains("n-1").doesNotContain("\n");
        assertThat(Letters.load(SHIPPED).versions()).containsKey(kind.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            acknowledgement | to: complainant      | to: poster               | :4: key 'to' of the letter is 'poster'; allowed: complainant
            acknowledgement | Dear {name}          | Dear {author}            | :6: key 'text' of the letter has the unknown placeholder {author}; allowed: {notice}, {receivedAt}, {today}, {operator}, {contact}, {words}, {name}
            acknowledgement | Dear {name}          | Dear {name               | :6: key 'text' of the letter has the unknown placeholder {name,
            acknowledgement | letter: ack          | letter: thanks           | :1: key 'letter' of the letter is 'thanksnowledgement'; allowed: poster-notification,
            acknowledgement | version: "1.0.0"     | version: new             | :2: key 'version' of the letter is 'new'; allowed: a version such as "1.0.0"
            acknowledgement | language: en         | langauge: en             | :3: key 'langauge' is unknown in the letter; allowed: letter, version,
            acknowledgement | Dear Nora Nought,    | Dear Ada,                | example of letter 'acknowledgement' does not contain 'Dear Ada,'
            acknowledgement | notice: n-1          | words: w                 | :25: key 'words' is given twice; first on line 22
            removed         | REPEAT: "the         | REPAET: "the             | key 'REPAET' is unknown in phrases; allowed: NO_CONTACT, REPEAT,
            """)
    void mistakeIsNamedWithItsLine(String letter, String right, String wrong, String message) throws IOException {
        Path file = policies.resolve("letters/" + letter + ".yaml");
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replace(right, wrong));

        assertThatThrownBy(() -> Letters.load(policies))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining(message);
    }

    @Test
    void letterThatIsMissingIsNamed() throws IOException {
        Files.delete(policies.resolve("letters/removed.yaml"));

        assertThatThrownBy(() -> Letters.load(policies))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("letter 'removed' is missing; allowed: a file removed.yaml for each letter");
    }

    @Test
    void exampleWithoutAValueIsRefused() throws IOException {
        Path file = policies.resolve("letters/acknowledgement.yaml");
        Files.writeString(file, Files.readString(file).replace("      operator: Ops\n", ""));

        assertThatThrownBy(() -> Letters.load(policies))
                .hasMessageContaining("example of letter 'acknowledgement' lacks values for {operator}");
    }

    @Test
    void placeholderInAStrangersWordsStaysAsItIs() {
        Letters.Written letter = Letters.load(SHIPPED)
                .write(Kind.ACKNOWLEDGEMENT, Map.of("words", Letters.quoted("{contact}\n{name}"), "contact", "us"));

        assertThat(letter.text()).contains("> {contact}\n> {name}\n");
    }

    @Test
    void shippedRulesAreThoseOfTheRegulations() {
        DefamationRules rules = Objects.requireNonNull(DefamationRules.load(SHIPPED));

        assertThat(rules.operatorTime().inWords()).startsWith("48 hours that do not count weekends and holidays");
        assertThat(rules.posterTime().inWords()).startsWith("midnight at the end of day 5");
        assertThat(rules.zone().getId()).isEqualTo("Europe/London");
        assertThat(rules.remindBefore()).isEqualTo(Duration.ofHours(12));
        assertThat(rules.keep()).isEqualTo(Duration.ofDays(550));
    }

    @Test
    void withoutRulesNoNoticesAreTaken(@TempDir Path empty) {
        assertThat(DefamationRules.load(empty)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            remindBefore: PT12H      | remindBefore: soon       | key 'remindBefore' of defamation is 'soon'; allowed: an ISO 8601 duration such as PT12H or P550D, at most P3650D
            calendar: gb-eaw         | calendar: gb-sct         | key 'calendar' of operatorTime is 'gb-sct'; allowed: gb-eaw
            keep: P550D              | kept: P550D              | key 'kept' is unknown in defamation; allowed: version, operator, operatorTime, posterTime, remindBefore, keep
            version: "1.0.0"         | version: "1"             | key 'version' of defamation is '1'; allowed: a version such as "1.0.0"
            """)
    void mistakeInTheRulesIsNamedWithItsLine(String right, String wrong, String message) throws IOException {
        Path file = policies.resolve("defamation.yaml");
        Files.writeString(file, Files.readString(file).replace(right, wrong));

        assertThatThrownBy(() -> DefamationRules.load(policies))
                .isInstanceOf(PolicyException.class)
                .hasMessageStartingWith(file + ":")
                .hasMessageContaining(message);
    }
}
