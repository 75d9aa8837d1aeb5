package dev.sluice.classifiers.plugin;

import dev.sluice.classifiers.Category;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A model as its manifest describes it.
 *
 * @param id id of the detector
 * @param version version of the model
 * @param sha256 digest of the manifest, which names those of the files
 * @param licence licence of the model
 * @param languages BCP 47 primary tags that it was made for; {@code *} for any
 * @param covers categories for which, in its languages, it stands in where no built-in model answers
 * @param files key to bytes; the digests have been checked
 * @param labels label of the model to what it means; labels that are not named are passed over
 * @param options options of its kind
 */
public record PluginModel(
        String id,
        String version,
        String sha256,
        String licence,
        Set<String> languages,
        Set<Category> covers,
        Map<String, byte[]> files,
        Map<String, LabelMeaning> labels,
        Map<String, List<String>> options) {
    /** Copies the collections. */
    public PluginModel {
        languages = Set.copyOf(languages);
        covers = Set.copyOf(covers);
        files = Map.copyOf(files);
        labels = new LinkedHashMap<>(labels);
        options = Map.copyOf(options);
    }

    /** The same without the bytes of its files, which may be large: what is kept once a detector has been made. */
    PluginModel withoutFiles() {
        return new PluginModel(id, version, sha256, licence, languages, covers, Map.of(), labels, options);
    }

    /** The categories that it speaks for. */
    public Set<Category> categories() {
        return labels.values().stream().map(LabelMeaning::category).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it was made for texts of a language; a text whose language cannot be told is read by all. */
    public boolean speaks(String language) {
        return languages.contains("*") || languages.contains(language) || language.equals("und");
    }

    /**
     * The bytes of a file.
     *
     * @throws IllegalArgumentException if the manifest names none
     */
    public byte[] file(String key) {
        byte[] bytes = files.get(key);
        if (bytes == null) {
            throw new IllegalArgumentException(
                    "files has no '" + key + "'; there are " + new TreeSet<>(files.keySet()));
        }
        return bytes;
    }

    /**
     * An option that is one text.
     *
     * @throws IllegalArgumentException if it is a list
     */
    public String option(String key, String otherwise) {
        List<String> values = options.getOrDefault(key, List.of(otherwise));
        if (values.size() != 1) {
            throw new IllegalArgumentException("option '" + key + "' has " + values.size() + " values; must be one");
        }
        return values.get(0);
    }

    /**
     * An option that is one of a few words.
     *
     * @throws IllegalArgumentException naming the words
     */
    public String choice(String key, String otherwise, List<String> allowed) {
        String value = option(key, otherwise);
        if (!allowed.contains(value)) {
            throw new IllegalArgumentException(
                    "option '" + key + "' is '" + value + "'; allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    /**
     * An option that is a whole number.
     *
     * @throws IllegalArgumentException naming the range
     */
    public int number(String key, int otherwise, int least, int most) {
        String value = option(key, Integer.toString(otherwise));
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            number = Integer.MIN_VALUE;
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(
                    "option '" + key + "' is '" + value + "'; allowed: " + least + " to " + most);
        }
        return number;
    }

    /** Prints id and version. */
    @Override
    public String toString() {
        return "PluginModel[" + id + " " + version + "]";
    }
}
