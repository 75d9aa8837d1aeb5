package dev.sluice.app.http.perspective;

import dev.sluice.app.http.exchange.Refusal;
import dev.sluice.app.http.exchange.RefusedException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which attributes answer for which languages. */
final class Languages {
    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}");

    private Languages() {}

    /**
     * The attributes asked for that know these languages.
     *
     * @throws RefusedException as the original refuses, where they do not and are not to be left out
     */
    static List<Attribute> covered(AnalyzeRequest asked, List<String> languages, List<String> detected) {
        for (String tag : languages) {
            if (!TAG.matcher(tag).matches()) {
                throw Fields.wrong("languages", "ISO 639-1 or BCP 47 tags, such as en");
            }
        }
        if (languages.stream().allMatch(tag -> Attribute.LANGUAGES.contains(primary(tag)))) {
            return List.copyOf(asked.thresholds().keySet());
        }
        if (asked.dropUnsupported()) {
            return List.of();
        }
        Attribute first = asked.thresholds().keySet().iterator().next();
        throw new RefusedException(
                Refusal.INVALID_REQUEST,
                "Attribute " + first + " does not support request languages: " + String.join(", ", languages),
                unsupported(first, languages, detected));
    }

    /** The primary tag, in lower case. */
    static String primary(String tag) {
        int dash = tag.indexOf('-');
        return (dash < 0 ? tag : tag.substring(0, dash)).toLowerCase(Locale.ROOT);
    }

    private static GoogleDetails unsupported(Attribute attribute, List<String> languages, List<String> detected) {
        return json -> {
            json.writeStringField("@type", GoogleDetails.ANALYZER_ERROR);
            json.writeStringField("errorType", "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE");
            json.writeObjectFieldStart("languageNotSupportedByAttributeError");
            AnalyzeEndpoint.writeList(json, "detectedLanguages", detected);
            AnalyzeEndpoint.writeList(json, "requestedLanguages", detected.isEmpty() ? languages : List.of());
            json.writeStringField("attribute", attribute.name());
            json.writeEndObject();
        };
    }
}
