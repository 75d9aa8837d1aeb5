package dev.sluice.classifiers.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostCleanerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RT @someone: look at this https://example.org/a?b=c now | look at this now
                    [USER] said so [URL]                                    | said so
                    tea &amp; cake &lt;3                                    | tea & cake <3
                    wait&#8230; what                                        | wait… what
                    cut short\\u2026 @URL                                   | cut short…
                    nothing to do here                                      | nothing to do here
                    """)
    void marksOfTheCollectionAreTakenOut(String text, String expected) {
        assertThat(PostCleaner.clean(text)).isEqualTo(expected);
    }
}
