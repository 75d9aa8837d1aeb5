package dev.sluice.app.http.scoring;

import dev.sluice.classifiers.Assessment;
import dev.sluice.classifiers.Assessor;
import dev.sluice.classifiers.Language;
import dev.sluice.classifiers.SecondLook;
import dev.sluice.classifiers.SecondLook.Text;
import java.util.List;
import java.util.function.Function;

/**
 * Assesses a text by both looks, where the second one knows its language, else by the first alone. A text whose
 * language cannot be told is looked at as English.
 */
public final class Looks implements Function<Text, Assessment> {
    private static final String UNTOLD = "en";

    private final Assessor first;
    private final SecondLook second;

    /** Assesses by these. */
    public Looks(Assessor first, SecondLook second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Assessment apply(Text text) {
        Assessment assessment = first.assess(text.text(), text.language());
        Language language = assessment.language();
        String code = language.code().equals(Language.UNDETERMINED) ? UNTOLD : language.code();
        if (!second.covers(code)) {
            return assessment;
        }
        Assessment better = second.assess(List.of(new Text(text.text(), code))).getFirst();
        return new Assessment(
                language,
                better.risk(),
                better.findings(),
                better.textLength(),
                better.assessedLength(),
                better.models(),
                better.rules(),
                better.target());
    }
}
