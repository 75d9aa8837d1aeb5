package dev.sluice.topology.policy;

import dev.sluice.schemas.Risk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a pack calls uncertain: posts with a probability inside a band are decided at once and looked at a second time.
 *
 * @param bands the bands, each category once
 * @param languages BCP 47 primary tags of the languages that are looked at; empty for all that the second look covers
 * @param reviewsShed whether the categories in doubt count as not covered where nobody looked in time
 */
public record SecondLookPolicy(List<Band> bands, Set<String> languages, boolean reviewsShed) {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

    /** Copies the lists. */
    public SecondLookPolicy {
        bands = List.copyOf(bands);
        languages = Set.copyOf(languages);
    }

    /**
     * Probabilities of one category that leave the post in doubt.
     *
     * @param category id of the category
     * @param from the lowest of them
     * @param to the lowest above them
     */
    public record Band(String category, float from, float to) {
        boolean holds(Risk risk) {
            float probability = of(risk, category);
            return probability >= from && probability < to;
        }
    }

    /** Whether a post in this language with these probabilities is to be looked at again. Costs next to nothing. */
    public boolean isUncertain(Risk risk, String language) {
        for (int i = 0; i < bands.size(); i++) {
            if (bands.get(i).holds(risk)) {
                return languages.isEmpty() || languages.contains(language);
            }
        }
        return false;
    }

    /** The categories whose probability is inside their band. */
    public List<String> doubts(Risk risk) {
        return bands.stream()
                .filter(band -> band.holds(risk))
                .map(Band::category)
                .toList();
    }

    static SecondLookPolicy read(Fields pack) {
        Fields section = Fields.of(pack.node("secondLook"), "secondLook", List.of("bands", "languages", "onShed"));
        Fields categories = Fields.of(section.node("bands"), "secondLook.bands", PackText.CATEGORIES);
        List<Band> bands = new ArrayList<>();
        for (String category : categories.entries().keySet()) {
            Fields band = Fields.of(categories.node(category), "the band of '" + category + "'", List.of("from", "to"));
            double from = band.number("from", 0, 1);
            double to = band.number("to", 0, 1);
            if (from >= to) {
                throw band.wrong("to", "a number above 'from'");
            }
            bands.add(new Band(category, (float) from, (float) to));
        }
        if (bands.isEmpty()) {
            throw section.place("bands")
                    .error("key 'bands' of secondLook names no category; allowed: at least one of "
                            + String.join(", ", PackText.CATEGORIES));
        }
        Set<String> languages = section.has("languages")
                ? new HashSet<>(section.texts("languages", LANGUAGE, "BCP 47 primary tags such as en"))
                : Set.of();
        return new SecondLookPolicy(bands, languages, reviewsShed(section));
    }

    private static boolean reviewsShed(Fields section) {
        return switch (section.has("onShed") ? section.text("onShed") : "keep") {
            case "keep" -> false;
            case "review" -> true;
            default -> throw section.wrong("onShed", "keep, review");
        };
    }

    private static float of(Risk risk, String category) {
        return switch (category) {
            case "abuse" -> risk.getAbuse();
            case "insult" -> risk.getInsult();
            case "threat" -> risk.getThreat();
            case "profanity" -> risk.getProfanity();
            case "hate" -> risk.getHate();
            case "defamation" -> risk.getDefamation();
            default -> throw new IllegalArgumentException("category '" + category + "' is unknown");
        };
    }
}
