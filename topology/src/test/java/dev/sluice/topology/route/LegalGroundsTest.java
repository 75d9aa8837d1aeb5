package dev.sluice.topology.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.LegalClock;
import dev.sluice.schemas.Urgency;
import dev.sluice.topology.policy.LegalRoutes;
import dev.sluice.topology.policy.Ruling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegalGroundsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    Path policies;

    @Test
    void clocksBeyondWhatARecordHoldsAreToldAndThoseDueFirstAreKept() throws IOException {
        Path folder = Files.createDirectories(policies.resolve(LegalRoutes.FOLDER));
        Files.writeString(folder.resolve("all.yaml"), """
                jurisdiction: "*"
                name: Everywhere
                version: "1.0.0"
                routes:
                  - category: "*"
                    regime:
                      name: A rule
                      sources:
                        - {text: A rule, checked: operator}
                    elements: [Something]
                    clocks:
                      - {name: letter, basis: A rule, checked: operator, starts: letter, within: {elapsed: PT1H}}
                      - {name: second, basis: A rule, checked: operator, starts: escalation, within: {elapsed: PT2H}}
                      - {name: first, basis: A rule, checked: operator, starts: escalation, within: {elapsed: PT1H}}
                    retention: {period: P7M, basis: A rule}
                    urgency: ROUTINE
                    requestedAction: Look.
                examples:
                  - {category: DEFAMATION, jurisdiction: A-1, table: "*", urgency: ROUTINE}
                """);
        List<String> places =
                IntStream.range(0, 30).mapToObj(number -> "A-" + number).toList();

        LegalGround ground = new LegalGrounds(LegalRoutes.load(policies))
                .of(new Ruling.Escalate("DEFAMATION", Urgency.ROUTINE), places, NOW);

        assertThat(ground.clocks())
                .hasSize(64)
                .extracting(LegalClock::getName)
                .startsWith("first")
                .endsWith("letter");
        assertThat(ground.clocks().subList(0, 30)).allSatisfy(clock -> {
            assertThat(clock.getName()).isEqualTo("first");
            assertThat(clock.getDueAt()).isEqualTo(NOW.plusSeconds(3_600));
        });
        assertThat(ground.notes()).containsExactly("The clocks that end last, 26 of 90: at most 64 are recorded.");
    }
}
