package dev.sluice.classifiers.defamation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.classifiers.Finding;
import dev.sluice.classifiers.Span;
import dev.sluice.classifiers.models.ModelFolder;
import dev.sluice.classifiers.models.ModelManifest;
import dev.sluice.classifiers.names.NameFinder;
import dev.sluice.classifiers.names.NameModel;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefamationClassifierTest {
    private static final DefamationClassifier CLASSIFIER = shipped();

    private static DefamationClassifier shipped() {
        ModelFolder models = ModelFolder.shipped();
        ModelManifest.Model model = models.models("defamation").getFirst();
        ModelManifest.Model names = models.models("names").getFirst();
        return new DefamationClassifier(
                DefamationModel.read(model.file(), models.read(model)),
                new NameFinder(NameModel.read(names.file(), models.read(names))),
                "test");
    }

    private final Folder folder = new Folder();

    private List<Finding.Signal> find(String text) {
        return CLASSIFIER.classify(folder.fold(text)).stream()
                .map(Finding.Signal.class::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "theft|Orla Penhallick stole the raffle money from the tea tent.",
                "theft|Mr Dunmarrow has had his hand in the till since spring.",
                "fraud|Quenby Roofing invoices for work that it never did.",
                "fraud|Everyone knows Barnaby Thrupp is a fraudster.",
                "fraud|We trusted Barnaby Thrupp. He scammed half the street.",
                "corruption|The treasurer of the Eastmoor Rowing Club takes bribes.",
                "sexual|That creep Lorcan Widdowes is a paedophile, keep away.",
                "misconduct|Allegedly Dr Ines Calloway was drunk on duty again.",
                "dishonesty|Councillor Pettibone lied under oath at the hearing.",
                "business|Rats in the kitchen at best: Lantern & Sons relabels rotten meat.",
                "cruelty|@farmer_joss starved his horses.",
                "theft|0rla P3nhallick st0le the cash from the stall, Orla Penhallick did it.",
            })
    void allegationAboutSomebodyIdentifiableIsFound(String kind, String text) {
        assertThat(find(text)).extracting(Finding.Signal::rule).contains("defamation." + kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Somebody stole my bike last night.",
                "All politicians are thieves.",
                "Orla Penhallick did not steal the raffle money.",
                "Orla Penhallick was robbed on her way home.",
                "Barnaby Thrupp was cleared of fraud; the claims were baseless.",
                "In chapter two of the novel Barnaby Thrupp murders the butler.",
                "Barnaby Thrupp stole the show at the concert.",
                "I stole a loaf when I was nine, Barnaby Thrupp saw me.",
                "Barnaby Thrupp makes the worst soup in town.",
                "Did Barnaby Thrupp steal the money?",
                "Barnaby Thrupp was convicted of theft at the crown court, according to the listing.",
                "Barnaby Thrupp will beat everyone to the shop.",
            })
    void harmlessLookAlikeIsNot(String text) {
        assertThat(probability(text)).isLessThan(0.45f);
    }

    @Test
    void signalShowsWhoAndWhatAndQuotesNothing() {
        Finding.Signal signal = find("😀 Orla Penhallick stole the money.").getFirst();
        assertThat(signal.spans()).containsExactly(new Span(2, 17), new Span(18, 23));
        assertThat(signal.explanation())
                .startsWith("Possibly defamatory allegation of theft by a named person, put as a fact.")
                .contains("Chase level 1 (guilt)", "severity serious", "truth, which needs proof")
                .doesNotContain("Orla", "stole", "is defamatory");
    }

    @Test
    void hedgeTakesNothingAway() {
        float plain = probability("Orla Penhallick stole the money.");

        assertThat(probability("Orla Penhallick allegedly stole the money.")).isGreaterThan(plain - 0.1f);
        assertThat(find("Orla Penhallick allegedly stole the money.").getFirst().explanation())
                .contains("hedge");
    }

    @Test
    void denialReportAndQuestionAreLessLikelyThanTheChargeItself() {
        float charge = probability("Orla Penhallick stole the raffle money from the tea tent.");

        assertThat(charge).isGreaterThan(0.45f);
        assertThat(List.of(
                        "Orla Penhallick did not steal the raffle money from the tea tent.",
                        "A court convicted Orla Penhallick of stealing the raffle money from the tea tent.",
                        "Does anybody know whether Orla Penhallick stole the raffle money from the tea tent?",
                        "In the novel Orla Penhallick stole the raffle money from the tea tent.",
                        "I stole the raffle money from the tea tent."))
                .allSatisfy(text -> assertThat(probability(text)).isLessThan(charge - 0.2f));
    }

    @Test
    void suspicionIsAChaseLevelBelowGuilt() {
        assertThat(find("Orla Penhallick is suspected of fraud, she stole the raffle money.")
                        .getFirst()
                        .explanation())
                .contains("Chase level 2 (reasonable grounds to suspect)");
    }

    private float probability(String text) {
        return find(text).stream()
                .map(signal -> ((Finding.Score.Probability) signal.score()).value())
                .reduce(0f, Math::max);
    }

    @Test
    void otherLanguagesAreLeftAlone() {
        FoldedText text = folder.fold("Orla Penhallick stole the money.");
        text.language = "de";
        assertThat(CLASSIFIER.classify(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "😀", "\uD800stole\uDC00", "stole", "thief thief", "@", "STOLE THE MONEY ORLA PENHALLICK DID"
            })
    void oddTextIsSafe(String text) {
        assertThat(find(text)).isEmpty();
    }

    @Test
    void longTextIsReadInBoundedTime() {
        assertThat(find("the the stole Orla Penhallick he is a thief @x ".repeat(25_000)))
                .hasSizeLessThan(20);
        assertThat(find("the ".repeat(4_000) + "Orla Penhallick stole it")).hasSize(1);
    }

    @Test
    void spansAreValidForAnyMixture() {
        Random random = new Random(3);
        String[] parts = {
            "Orla",
            " ",
            "Penhallick",
            "stole",
            "thief",
            ". ",
            "?",
            "😀",
            "\u200B",
            "@",
            "Mr",
            "Ltd",
            "&",
            "he",
            "not",
            "the manager of",
            "\uD800",
            "\n",
            "was",
            "by",
            "st0le",
            "s t o l e"
        };
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? " " : "");
            }
            int length = text.codePoints().toArray().length;
            for (Finding.Signal signal : find(text.toString())) {
                assertThat(signal.spans())
                        .allSatisfy(span -> assertThat(span.end()).isLessThanOrEqualTo(length));
            }
        }
    }
}
