package dev.sluice.topology.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide for authors of policies says what the engine does. */
class PolicyGuideTest {
    private final String guide;

    PolicyGuideTest() throws Exception {
        guide = Files.readString(Path.of(System.getProperty("sluice.home"), "docs", "policy-guide.md"));
    }

    @Test
    void everyVariableIsListed() {
        assertThat(Stream.of(Variable.values()).map(variable -> "`" + variable.id() + "`"))
                .allSatisfy(name -> assertThat(guide).contains(name));
    }

    @Test
    void everyKeyIsListed() {
        assertThat(Stream.of(ScoreReader.KEYS, ScoreReader.PART, Overlay.CHANGE, BreakerPolicy.KEYS)
                        .flatMap(List::stream))
                .allSatisfy(key -> assertThat(guide).containsPattern("`" + key + "`|\\b" + key + ":"));
        assertThat(Stream.of(PackText.KEYS, RuleReader.KEYS, RuleReader.THEN, RuleReader.EXAMPLE, CaseCorpus.KEYS)
                        .flatMap(List::stream)
                        .filter(key ->
                                !List.of("text", "expect", "post", "knownMiss").contains(key))
                        .map(key -> "`" + key + "`"))
                .allSatisfy(key -> assertThat(guide).contains(key));
    }

    @Test
    void theExampleLoadsAndItsExamplesHold() {
        String yaml = guide.substring(guide.indexOf("```yaml\n") + "```yaml\n".length());
        PolicyPack pack = PolicyPack.parse("guide", yaml.substring(0, yaml.indexOf("```")));

        assertThat(pack.id()).isEqualTo("allotments");
        assertThat(new PolicyCheck(PolicyBook.of(List.of(pack)), Notices.load(Packs.folder()), Packs::assess)
                        .run(null)
                        .failures())
                .isEmpty();
    }

    @Test
    void theLimitsAreThoseOfTheEngine() {
        assertThat(guide).contains("At most 2,000 characters").contains("at most 1 MiB and 500 rules");
        assertThat(ConditionCompiler.MAX_LENGTH).isEqualTo(2_000);
        assertThat(NodeReader.MAX_BYTES).isEqualTo(1 << 20);
        assertThat(PackText.MAX_RULES).isEqualTo(500);
    }
}
