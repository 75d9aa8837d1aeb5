package dev.sluice.classifiers.targets;

import dev.sluice.classifiers.Target.Characteristic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Words that name people by a protected characteristic, of several languages.
 *
 * @param identities one entry per group and language
 */
public record IdentityWords(List<Identity> identities) {
    private static final String RESOURCE = "identities.tsv";
    private static final String HEADER = "language\tcharacteristic\tgroup\tadjective\tperson\tpeople";

    /** Copies the list. */
    public IdentityWords {
        identities = List.copyOf(identities);
    }

    /**
     * A group of people in one language.
     *
     * @param language BCP 47 primary tag
     * @param characteristic what it shares
     * @param group its name
     * @param adjectives words such as "Jewish"
     * @param person words for one of them, such as "Jew"
     * @param people words for several, such as "Jews"
     */
    public record Identity(
            String language,
            Characteristic characteristic,
            String group,
            List<String> adjectives,
            List<String> person,
            List<String> people) {
        /** Copies the lists. */
        public Identity {
            adjectives = List.copyOf(adjectives);
            person = List.copyOf(person);
            people = List.copyOf(people);
        }
    }

    /** The words that are part of this package. */
    public static IdentityWords shipped() {
        try (InputStream in = IdentityWords.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return read(RESOURCE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException naming source, line and what is wrong
     */
    static IdentityWords read(String source, String text) {
        List<Identity> identities = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.startsWith("#") && !line.isBlank() && !line.equals(HEADER)) {
                identities.add(identity(source + ":" + number, line.split("\t", -1)));
            }
        }
        return new IdentityWords(identities);
    }

    private static Identity identity(String where, String[] columns) {
        if (columns.length != 6) {
            throw new IllegalArgumentException(
                    where + ": has " + columns.length + " columns; must be 6, parted by tabs");
        }
        try {
            return new Identity(
                    columns[0],
                    Characteristic.of(columns[1]),
                    columns[2],
                    words(columns[3]),
                    words(columns[4]),
                    words(columns[5]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }

    private static List<String> words(String cell) {
        return Arrays.stream(cell.split(",", -1))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
