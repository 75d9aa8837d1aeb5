package dev.sluice.classifiers.training;

import dev.sluice.classifiers.defamation.VerbForms;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Makes practice sentences for the defamation model from the words and frames of {@code defamation-grammar.tsv}: the
 * same predicates as allegations, denials, reports, questions, stories, so that what is learnt is how an allegation is
 * put. The same seed gives the same sentences.
 */
final class DefamationGrammar {
    private static final String RESOURCE = "defamation-grammar.tsv";
    private static final List<String> KINDS = List.of(
            "theft",
            "fraud",
            "corruption",
            "violence",
            "sexual",
            "dishonesty",
            "misconduct",
            "business",
            "cruelty",
            "disease");

    /** Sections whose sentences are allegations, with how many of a hundred are made from each. */
    private static final Map<String, Integer> ALLEGING =
            ordered("bare", 46, "hedged", 14, "opined", 9, "loaded", 11, "innuendo", 6, "rolebare", 14);

    /** Sections whose sentences only look like allegations. */
    private static final Map<String, Integer> HARMLESS = ordered(
            "court",
            13,
            "denial",
            16,
            "question",
            8,
            "hypo",
            8,
            "fiction",
            8,
            "sport",
            5,
            "praise",
            9,
            "neutral",
            9,
            "victim",
            8,
            "noid",
            8,
            "groupf",
            4,
            "self",
            7,
            "mention",
            7,
            "opinion",
            8,
            "insultf",
            5,
            "satire",
            2,
            "oldhistory",
            2,
            "advert",
            2);

    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private final VerbForms verbs = VerbForms.load();
    private final SplittableRandom random;

    /**
     * A sentence.
     *
     * @param text the sentence
     * @param alleges whether it is an allegation about somebody who could be identified
     * @param frame section of its frame
     * @param kind what is alleged
     * @param predicate the words of the allegation, in base form; empty where the frame has its own
     */
    record Sentence(String text, boolean alleges, String frame, String kind, String predicate) {}

    DefamationGrammar(long seed) {
        random = new SplittableRandom(seed);
        try (InputStream in = DefamationGrammar.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(this::section);
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    private void section(String line) {
        String[] columns = line.split("\t", 2);
        List<String> entries = new ArrayList<>();
        for (String entry : columns[1].split(";", -1)) {
            entries.add(entry.strip());
        }
        sections.put(columns[0], entries);
    }

    private static Map<String, Integer> ordered(Object... pairs) {
        Map<String, Integer> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], (Integer) pairs[i + 1]);
        }
        return map;
    }

    /** So many sentences, half of them allegations. */
    List<Sentence> sentences(int count) {
        List<Sentence> result = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean alleges = i % 2 == 0;
            result.add(sentence(alleges, weighted(alleges ? ALLEGING : HARMLESS)));
        }
        return result;
    }

    private String weighted(Map<String, Integer> weights) {
        int total = weights.values().stream().mapToInt(Integer::intValue).sum();
        int at = random.nextInt(total);
        for (Map.Entry<String, Integer> entry : weights.entrySet()) {
            at -= entry.getValue();
            if (at < 0) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    private Sentence sentence(boolean alleges, String frame) {
        String pattern = pick(frame);
        String kind = KINDS.get(random.nextInt(KINDS.size()));
        boolean noun = pattern.contains("{np}");
        List<String> nouns = sections.getOrDefault("np." + kind, List.of());
        if (noun && nouns.isEmpty()) {
            kind = "fraud";
        }
        String predicate = pick("vp." + kind);
        String name = noun ? pick("np." + kind) : "";
        Map<String, String> slots = new LinkedHashMap<>();
        slots.put("S", subject());
        slots.put("np", name);
        verb(slots, "", predicate);
        slots.put("past2", past(pick("vp." + kind)));
        String good = pick("good");
        slots.put("good", good);
        slots.put("goodpast", past(good));
        slots.put("gooding", progressive(good));
        String upright = pick("upright");
        slots.put("uprightpast", past(upright));
        slots.put("uprighting", progressive(upright));
        slots.put("badpast", past(pick("bad")));
        String gripe = pick("gripe");
        slots.put("gripelow", gripe.substring(0, 1).toLowerCase(Locale.ROOT) + gripe.substring(1));
        String text = fill(pattern, slots);
        boolean said = noun
                || pattern.contains("{past}")
                || pattern.contains("{base}")
                || pattern.contains("{s}")
                || pattern.contains("{pp}")
                || pattern.contains("{ing}");
        return new Sentence(roughen(text), alleges, frame, kind, noun ? name : said ? predicate : "");
    }

    private void verb(Map<String, String> slots, String suffix, String predicate) {
        slots.put("base" + suffix, predicate);
        slots.put("past" + suffix, past(predicate));
        slots.put("ing" + suffix, progressive(predicate));
        slots.put("s" + suffix, joined(verbs.third(first(predicate)), predicate));
        slots.put("pp" + suffix, joined(verbs.participle(first(predicate)), predicate));
    }

    private String past(String predicate) {
        return joined(verbs.past(first(predicate)), predicate);
    }

    private String progressive(String predicate) {
        return joined(verbs.progressive(first(predicate)), predicate);
    }

    private static String first(String predicate) {
        int space = predicate.indexOf(' ');
        return space < 0 ? predicate : predicate.substring(0, space);
    }

    private static String joined(String verb, String predicate) {
        return verb + predicate.substring(first(predicate).length());
    }

    private String subject() {
        int roll = random.nextInt(100);
        if (roll < 42) {
            return pick("first") + " " + pick("last");
        }
        if (roll < 52) {
            return pick("title") + " " + pick("last");
        }
        if (roll < 76) {
            return pick("org");
        }
        if (roll < 83) {
            return pick("handle");
        }
        if (roll < 93) {
            return "the " + pick("role") + " at " + pick(random.nextBoolean() ? "org" : "place");
        }
        return roll < 97 ? pick("first") : pick("initials") + " from " + pick("place");
    }

    private String pick(String section) {
        List<String> entries = sections.get(section);
        if (entries == null) {
            throw new IllegalStateException(RESOURCE + ": section '" + section + "' is missing");
        }
        return entries.get(random.nextInt(entries.size()));
    }

    private String fill(String pattern, Map<String, String> slots) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            int open = pattern.indexOf('{', at);
            if (open < 0) {
                out.append(pattern, at, pattern.length());
                break;
            }
            int close = pattern.indexOf('}', open);
            out.append(pattern, at, open);
            String name = pattern.substring(open + 1, close);
            String value = name.equals("n") ? Integer.toString(10 + random.nextInt(90) * 10) : slots.get(name);
            out.append(fill(value == null ? pick(name) : value, slots));
            at = close + 1;
        }
        return out.toString();
    }

    /** A slip or a disguise in one word, as letters for which others look, or two swapped. */
    private String slip(String text) {
        int at = 1 + random.nextInt(Math.max(1, text.length() - 2));
        char c = text.charAt(at);
        if (!Character.isLetter(c) || at + 1 >= text.length()) {
            return text;
        }
        int digit = "oieas".indexOf(c);
        return switch (random.nextInt(3)) {
            case 0 -> digit < 0 ? text : text.substring(0, at) + "01345".charAt(digit) + text.substring(at + 1);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            default -> text.substring(0, at) + text.charAt(at + 1) + c + text.substring(at + 2);
        };
    }

    /** What people leave out when they type. */
    private String roughen(String text) {
        String result = Character.toUpperCase(text.charAt(0)) + text.substring(1);
        int roll = random.nextInt(100);
        if (roll < 10) {
            result = result.toLowerCase(Locale.ROOT);
        } else if (roll < 18) {
            result = text;
        }
        if (random.nextInt(100) < 12) {
            result = slip(slip(slip(result)));
        }
        if (random.nextInt(100) < 20 && result.endsWith(".")) {
            result = result.substring(0, result.length() - 1);
        }
        return result;
    }
}
