package dev.sluice.classifiers.defamation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The forms of English verbs: the regular ones by rule, the others from {@code irregular.tsv}. */
public final class VerbForms {
    private final Map<String, List<String>> irregular = new HashMap<>();

    private VerbForms() {
        Vocabulary.read(
                "irregular.tsv",
                (verb, forms) -> irregular.put(verb, List.of(forms.strip().split(" ", -1))));
    }

    /** Reads the resource. */
    public static VerbForms load() {
        return new VerbForms();
    }

    /** All forms of a verb but its base. */
    List<String> all(String verb) {
        List<String> known = irregular.get(verb);
        return known == null ? regular(verb) : known;
    }

    /** "steals". */
    public String third(String verb) {
        return all(verb).get(0);
    }

    /** "stole". */
    public String past(String verb) {
        List<String> forms = all(verb);
        return forms.size() == 2 ? verb : forms.get(1);
    }

    /** "stolen". */
    public String participle(String verb) {
        List<String> forms = all(verb);
        return forms.size() < 3 ? verb : forms.get(forms.size() - 2);
    }

    /** "stealing". */
    public String progressive(String verb) {
        List<String> forms = all(verb);
        return forms.get(forms.size() - 1);
    }

    private static List<String> regular(String verb) {
        String last = verb.substring(verb.length() - 1);
        String stem = verb.substring(0, verb.length() - 1);
        boolean consonantY = last.equals("y") && "aeiou".indexOf(stem.charAt(stem.length() - 1)) < 0;
        if (last.equals("e")) {
            return List.of(verb + "s", verb + "d", stem + "ing");
        }
        if (consonantY) {
            return List.of(stem + "ies", stem + "ied", verb + "ing");
        }
        boolean hiss = verb.endsWith("s") || verb.endsWith("sh") || verb.endsWith("ch") || verb.endsWith("x");
        return List.of(verb + (hiss ? "es" : "s"), verb + "ed", verb + "ing");
    }
}
