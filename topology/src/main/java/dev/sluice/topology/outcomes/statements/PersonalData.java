package dev.sluice.topology.outcomes.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what leads to a person in a text that is to be published. What is published is made of set words and of the
 * policy's own, so that there should never be anything: this is the lock on the door, not the reason why nobody comes in.
 */
final class PersonalData {
    /** As many digits in a row, blanks and signs between them passed over, may be a telephone number. */
    private static final int TELEPHONE_DIGITS = 7;

    private PersonalData() {}

    /**
     * What was found, by kind; empty where nothing was. Says nothing of what it was.
     *
     * @param texts texts to be published
     * @param ids ids and pseudonyms that must not be in them; null ones are passed over
     */
    static List<String> findings(List<@Nullable String> texts, List<@Nullable String> ids) {
        Set<String> findings = new TreeSet<>();
        for (String text : texts) {
            if (text != null) {
                look(text, ids, findings);
            }
        }
        return new ArrayList<>(findings);
    }

    private static void look(String text, List<@Nullable String> ids, Set<String> findings) {
        if (text.indexOf('@') >= 0) {
            findings.add("an address or a handle");
        }
        if (text.contains("://") || text.contains("www.")) {
            findings.add("a link");
        }
        if (hasTelephoneNumber(text)) {
            findings.add("a long number");
        }
        for (String id : ids) {
            if (id != null && hasWord(text, id)) {
                findings.add("an id or a pseudonym");
            }
        }
    }

    private static boolean hasTelephoneNumber(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                if (digits >= TELEPHONE_DIGITS) {
                    return true;
                }
            } else if (" -/()+".indexOf(c) < 0) {
                digits = 0;
            }
        }
        return false;
    }

    /** Whether the id stands in the text, not as part of a longer word. */
    private static boolean hasWord(String text, String id) {
        if (id.isEmpty()) {
            return false;
        }
        for (int at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) {
            boolean starts = at == 0 || !isPartOfWord(text.charAt(at - 1));
            int end = at + id.length();
            boolean ends = end == text.length() || !isPartOfWord(text.charAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
}
