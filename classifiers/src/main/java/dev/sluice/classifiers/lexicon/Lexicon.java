package dev.sluice.classifiers.lexicon;

import dev.sluice.classifiers.Category;
import java.util.List;
import java.util.Locale;

/**
 * A list of words and phrases of one language.
 *
 * @param name unique among the lexicons of a classifier
 * @param version semantic version
 * @param language BCP 47 primary tag, or {@code *} for any language
 * @param sha256 SHA-256 of the file, in hexadecimal
 * @param entries its words and phrases
 */
public record Lexicon(String name, String version, String language, String sha256, List<Entry> entries) {
    /** Copies the entries. */
    public Lexicon {
        entries = List.copyOf(entries);
    }

    /**
     * A word or phrase.
     *
     * @param phrase plain words, as a person writes them
     * @param category the risk that it speaks for
     * @param weight log-odds that it adds; negative where it speaks against
     * @param tags what kind of word it is, most telling first; may be empty
     * @param note for who maintains the lexicon; may be empty
     */
    public record Entry(String phrase, Category category, float weight, List<String> tags, String note) {
        /** Copies the tags. */
        public Entry {
            tags = List.copyOf(tags);
        }

        /** Rule id that signals of this entry carry: {@code lexicon:} and its first tag, or else its category. */
        public String rule() {
            return "lexicon:" + (tags.isEmpty() ? category.id() : tags.getFirst());
        }
    }

    /** Id of an entry, as in {@code lexicon.en-slurs.some_phrase}. */
    public String entryId(Entry entry) {
        return "lexicon." + name + "." + entry.phrase().toLowerCase(Locale.ROOT).replace(' ', '_');
    }
}
