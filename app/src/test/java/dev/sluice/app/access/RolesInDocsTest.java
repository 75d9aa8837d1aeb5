package dev.sluice.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.topics.Role;
import dev.sluice.schemas.topics.TopicAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of roles and topics in the documentation are those of the code. */
class RolesInDocsTest {
    private static final Path PAGE = Path.of(System.getProperty("sluice.home", "."), "docs", "operations.md");

    @Test
    void whoReadsAndWritesWhatIsAsTheCodeHasIt() throws IOException {
        assertThat(table("| topic | holds | is written by | is read by |"))
                .containsExactlyElementsOf(TopicAccess.all().stream()
                        .map(entry -> "| `" + entry.topic().name() + "` | "
                                + word(entry.topic().sensitivity()) + " | " + roles(entry::writes) + " | "
                                + roles(entry::reads) + " |")
                        .toList());
    }

    @Test
    void everyRoleIsDescribedWithWhatItReads() throws IOException {
        List<String> described = table("| role | who that is | reads up to |");

        assertThat(described).hasSameSizeAs(Role.values());
        for (Role role : Role.values()) {
            assertThat(described.get(role.ordinal()))
                    .startsWith("| " + role.id() + " | ")
                    .endsWith(" | " + word(role.most()) + " |");
        }
    }

    private static List<String> table(String header) throws IOException {
        List<String> lines = Files.readAllLines(PAGE);
        assertThat(lines).contains(header);
        return lines.stream()
                .skip(lines.indexOf(header) + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static String roles(Predicate<Role> has) {
        return Arrays.stream(Role.values()).filter(has).map(Role::id).collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
