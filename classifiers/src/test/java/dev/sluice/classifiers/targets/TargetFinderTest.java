package dev.sluice.classifiers.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.RiskScores;
import dev.sluice.classifiers.Target;
import dev.sluice.classifiers.Target.Characteristic;
import dev.sluice.classifiers.Target.DirectedAt;
import dev.sluice.classifiers.Target.Kind;
import dev.sluice.classifiers.lexicon.Lexicon;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetFinderTest {
    private static final RiskScores RISKY = new RiskScores(0.9f, 0.5f, 0.1f, 0, 0.8f, 0);

    private final TargetFinder finder = new TargetFinder(
            IdentityWords.shipped(),
            List.of(new Lexicon(
                    "made-up",
                    "1.0.0",
                    "en",
                    "0",
                    List.of(new Lexicon.Entry("zorgling", Category.HATE, 2f, List.of("slur", "religion"), "")))));

    private @Nullable Target find(String text, RiskScores risk, List<Finding> findings) {
        FoldedText folded = new Folder().fold(text);
        folded.language = "en";
        return finder.find(folded, risk, findings);
    }

    private Target find(String text) {
        Target target = find(text, RISKY, List.of());
        assertThat(target).isNotNull();
        return target;
    }

    @ParameterizedTest
    @CsvSource({
        "Those immigrants ruin everything, NATIONALITY, immigrants",
        "Every Jew in this town is the same, RELIGION, Jews",
        "wheelchair users just want attention, DISABILITY, wheelchair users",
        "Trans people make me sick, GENDER_IDENTITY, trans people",
        "lesbians again, SEXUAL_ORIENTATION, lesbians",
        "women belong elsewhere, SEX, women",
        "the elderly cost too much, AGE, old people",
    })
    void aWordThatNamesAGroupNamesItsCharacteristic(String text, Characteristic characteristic, String group) {
        Target target = find(text);

        assertThat(target.characteristic()).isEqualTo(characteristic);
        assertThat(target.group()).isEqualTo(group);
        assertThat(target.directedAt()).isEqualTo(DirectedAt.GROUP);
    }

    @Test
    void aSlurNamesACharacteristicAndNoGroup() {
        Target target = find("what a zorgling, just like the women");

        assertThat(target.characteristic()).isEqualTo(Characteristic.RELIGION);
        assertThat(target.group()).isNull();
    }

    @Test
    void theGroupThatIsNamedMostOftenIsMeant() {
        assertThat(find("Poles and Turks and Turks again").group()).isEqualTo("Turks");
    }

    @ParameterizedTest
    @CsvSource({
        "you are a useless clown, SECOND_PERSON",
        "you know what those Poles are like and what they do, GROUP",
        "everybody says that Mirna Valdek is a useless clown, NAMED_PERSON",
        "'@mirna_v is a useless clown', NAMED_PERSON",
        "what a useless piece of furniture, NOBODY",
    })
    void whoIsSpokenToIsTold(String text, DirectedAt expected) {
        assertThat(find(text).directedAt()).isEqualTo(expected);
    }

    @Test
    void aRuleThatCallsForHarmMakesItIncitement() {
        Finding call = new Finding.Signal(
                Category.HATE,
                "rules",
                "1",
                "hate.call-for-violence",
                new Finding.Score.Weight(3),
                List.of(),
                "Calls for violence.");

        Target target = find("shoot all Poles", RISKY, List.of(call));

        assertThat(target).extracting(Target::kind).isEqualTo(Kind.INCITEMENT);
        assertThat(find("Poles are fools").kind()).isEqualTo(Kind.DEROGATION);
        assertThat(find("Poles", new RiskScores(0.9f, 0, 0.7f, 0, 0, 0), List.of()))
                .extracting(Target::kind)
                .isEqualTo(Kind.THREAT);
    }

    @Test
    void aHarmlessPostIsAimedAtNobody() {
        assertThat(find("Poles won the cup", RiskScores.NONE, List.of())).isNull();
    }

    @Test
    void aWordOfAnotherLanguageNamesNobody() {
        assertThat(find("the pole fell over", RISKY, List.of()))
                .extracting(Target::group)
                .isEqualTo("Poles");
        assertThat(find("die frau", RISKY, List.of())).extracting(Target::group).isNull();
    }

    @Test
    void aBadLineIsNamed() {
        assertThatThrownBy(() -> IdentityWords.read("ids.tsv", "en\tshoe-size\tlarge\t\t\tbigfeet"))
                .hasMessageContaining("ids.tsv:1: characteristic 'shoe-size' is unknown");
        assertThatThrownBy(() -> IdentityWords.read("ids.tsv", "# x\nen\tsex"))
                .hasMessage("ids.tsv:2: has 2 columns; must be 6, parted by tabs");
    }
}
