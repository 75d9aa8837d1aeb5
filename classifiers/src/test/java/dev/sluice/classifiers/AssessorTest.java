package dev.sluice.classifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.classifiers.scoring.RiskModel;
import dev.sluice.classifiers.text.FoldedText;
import dev.sluice.classifiers.text.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssessorTest {
    private record Fixed(String id, Supplier<List<Finding>> answer) implements Classifier {
        @Override
        public String version() {
            return "7";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.HATE, Category.ABUSE);
        }

        @Override
        public List<Finding> classify(FoldedText text) {
            return answer.get();
        }
    }

    private static Classifier weighing(Category category, float weight) {
        return new Fixed(
                "weighing",
                () -> List.of(new Finding.Signal(
                        category, "weighing", "7", null, new Finding.Score.Weight(weight), List.of(), "Always.")));
    }

    private static Classifier throwing(Supplier<? extends Throwable> thrown) {
        return new Fixed("throwing", () -> AssessorTest.<RuntimeException, List<Finding>>sneak(thrown.get()));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable, T> T sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static Assessor withLanguage(Function<FoldedText, Language> language) {
        return new Assessor(new Detectors(language, List.of(), RiskModel.WEIGHTS_ALONE, "m", "r"));
    }

    @Test
    void aThrowingDetectorIsUnavailableForItsCategories() {
        Assessor assessor = new Assessor(List.of(throwing(() -> new IllegalStateException("the secret text"))));

        assertThat(assessor.assess("the secret text").findings())
                .containsExactly(new Finding.Unavailable(
                        "throwing", "7", Set.of(Category.HATE, Category.ABUSE), "failed with IllegalStateException"));
    }

    @Test
    void aDetectorWithoutStackIsUnavailable() {
        Assessor assessor = new Assessor(List.of(throwing(StackOverflowError::new)));

        assertThat(assessor.assess("some text").findings()).singleElement().isInstanceOf(Finding.Unavailable.class);
    }

    @Test
    void theOthersStillSpeakWhenOneThrows() {
        Assessor assessor =
                new Assessor(List.of(throwing(() -> new IllegalStateException("no")), weighing(Category.HATE, 5)));

        Assessment assessment = assessor.assess("some text");

        assertThat(assessment.findings()).hasSize(2);
        assertThat(assessment.risk().hate()).isGreaterThan(0.5f);
    }

    @Test
    void runningOutOfMemoryIsNotTheTextsDoing() {
        Assessor assessor = new Assessor(List.of(throwing(OutOfMemoryError::new)));

        assertThatThrownBy(() -> assessor.assess("some text")).isInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\t", "...", "\u200b\u202e"})
    void aTextWithoutWordsHasNoFindingsAndNoRisk(String text) {
        Assessor assessor = new Assessor(List.of(weighing(Category.HATE, 5)));

        Assessment assessment = assessor.assess(text);

        assertThat(assessment.findings()).isEmpty();
        assertThat(assessment.risk()).isEqualTo(RiskScores.NONE);
        assertThat(assessment.language().code()).isEqualTo(Language.UNDETERMINED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\udc00\ud800", "a\ud83d b", "\u0000", "\uffff\ufffe"})
    void brokenTextIsAssessed(String text) {
        assertThat(new Assessor(List.of()).assess(text).textLength()).isEqualTo(text.codePointCount(0, text.length()));
    }

    @Test
    void aLongTextIsCutAndTheAssessmentSaysSo() {
        String text = "word ".repeat(200_000);

        Assessment assessment = new Assessor(List.of()).assess(text);

        assertThat(assessment.textLength()).isEqualTo(1_000_000);
        assertThat(assessment.assessedLength()).isEqualTo(Folder.MAX_CODE_POINTS);
    }

    @Test
    void tenThousandMentionsAreAssessed() {
        Assessment assessment = new Assessor(List.of(weighing(Category.HATE, 1))).assess("@someone ".repeat(10_000));

        assertThat(assessment.findings()).hasSize(1);
    }

    @Test
    void aKnownLanguageIsNotIdentifiedAgain() {
        Assessor assessor = withLanguage(text -> {
            throw new IllegalStateException("not to be asked");
        });

        assertThat(assessor.assess("was ist das", "de-AT").language()).isEqualTo(new Language("de", 1));
    }

    @Test
    void aBlankKnownLanguageIsNone() {
        assertThat(withLanguage(text -> new Language("en", 0.9f))
                        .assess("what is this", " ")
                        .language()
                        .code())
                .isEqualTo("en");
    }

    @Test
    void nothingIsCoveredWhenTheLanguageCannotBeIdentified() {
        Assessment assessment = withLanguage(text -> {
                    throw new IllegalStateException("broken");
                })
                .assess("some text");

        assertThat(assessment.language()).isEqualTo(Language.UNKNOWN);
        assertThat(assessment.findings())
                .singleElement()
                .isInstanceOfSatisfying(
                        Finding.Unavailable.class,
                        unavailable ->
                                assertThat(unavailable.categories()).containsExactlyInAnyOrder(Category.values()));
    }

    @Test
    void theLanguageOfOnePostIsForgottenAtTheNext() {
        List<String> seen = new ArrayList<>();
        Classifier listening = new Classifier() {
            @Override
            public String id() {
                return "listening";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public Set<Category> categories() {
                return Set.of();
            }

            @Override
            public List<Finding> classify(FoldedText text) {
                seen.add(text.language);
                return List.of();
            }
        };
        Assessor assessor = new Assessor(List.of(listening));

        assessor.assess("un deux trois", "fr");
        assessor.assess("one two three");

        assertThat(seen).containsExactly("fr", "und");
    }

    @Test
    void everyStageIsTimedInOrder() {
        List<String> stages = new ArrayList<>();
        Assessor assessor = new Assessor(List.of(weighing(Category.HATE, 1)))
                .timed(System::nanoTime, (stage, nanos) -> stages.add(stage));

        assessor.assess("some text");

        assertThat(stages).containsExactly("fold", "language", "weighing", "scoring");
    }

    @Test
    void threadsDoNotDisturbEachOther() throws Exception {
        Classifier counting = new Classifier() {
            @Override
            public String id() {
                return "counting";
            }

            @Override
            public String version() {
                return "1";
            }

            @Override
            public Set<Category> categories() {
                return Set.of(Category.ABUSE);
            }

            @Override
            public List<Finding> classify(FoldedText text) {
                return List.of(new Finding.Signal(
                        Category.ABUSE,
                        id(),
                        "1",
                        null,
                        new Finding.Score.Weight(text.tokenCount),
                        List.of(),
                        "Count."));
            }
        };
        Assessor assessor = new Assessor(List.of(counting));
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                int words = 1 + i % 40;
                tasks.add(() -> assessor.assess("word ".repeat(words)).findings().stream()
                        .allMatch(
                                finding -> ((Finding.Signal) finding).score().equals(new Finding.Score.Weight(words))));
            }
            for (Future<Boolean> result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isTrue();
            }
        }
    }
}
