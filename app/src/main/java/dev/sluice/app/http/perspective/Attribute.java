package dev.sluice.app.http.perspective;

import dev.sluice.classifiers.Category;
import dev.sluice.classifiers.RiskScores;
import java.util.Arrays;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that are answered, each from the categories that come nearest to it;
 * {@code docs/migrate-from-perspective.md} says how near that is.
 */
public enum Attribute {
    /** "A rude, disrespectful, or unreasonable comment that is likely to make people leave a discussion." */
    TOXICITY(
            Set.of(Category.ABUSE, Category.HATE), risk -> Math.max(of(risk, Category.ABUSE), of(risk, Category.HATE))),
    /** "Very hateful, aggressive, disrespectful"; does not rise with swear words alone. Made of hate and threat. */
    SEVERE_TOXICITY(
            Set.of(Category.HATE, Category.THREAT),
            risk -> Math.max(of(risk, Category.HATE), of(risk, Category.THREAT))),
    /** "Negative or hateful comments targeting someone because of their identity." */
    IDENTITY_ATTACK(Set.of(Category.HATE), risk -> of(risk, Category.HATE)),
    /** "Insulting, inflammatory, or negative comment towards a person or a group of people." */
    INSULT(Set.of(Category.INSULT), risk -> of(risk, Category.INSULT)),
    /** "Swear words, curse words, or other obscene or profane language." */
    PROFANITY(Set.of(Category.PROFANITY), risk -> of(risk, Category.PROFANITY)),
    /** "Describes an intention to inflict pain, injury, or violence against an individual or group." */
    THREAT(Set.of(Category.THREAT), risk -> of(risk, Category.THREAT));

    /** The languages that the models behind all of them have learnt. */
    public static final Set<String> LANGUAGES = Set.of("en", "de");

    private final Set<Category> categories;
    private final ToDoubleFunction<RiskScores> score;

    Attribute(Set<Category> categories, ToDoubleFunction<RiskScores> score) {
        this.categories = categories;
        this.score = score;
    }

    /** Its score, a probability. */
    public double score(RiskScores risk) {
        return score.applyAsDouble(risk);
    }

    /** The categories that it is made of. */
    Set<Category> categories() {
        return categories;
    }

    /** The attribute of this name; null where there is none. */
    static @Nullable Attribute find(String name) {
        return Arrays.stream(values())
                .filter(attribute -> attribute.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(Attribute::name).collect(Collectors.joining(", "));
    }

    private static double of(RiskScores risk, Category category) {
        return risk.of(category);
    }
}
