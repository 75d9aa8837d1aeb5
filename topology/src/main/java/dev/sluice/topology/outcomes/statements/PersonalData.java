package dev.sluice.topology.outcomes.statements;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what leads to a person in a text that is to be published. What is published is made of set words and of the
 * policy's own, so that there should never be anything: this is the lock on the door, not the reason why nobody comes in.
 *
 * <p>It sees forms, not meaning: a name in plain words is not found unless it is given as an id. In doubt it finds too
 * much; citations of laws ({@code 2022/2065}) and days ({@code 2026-03-02}) are the only numbers that it knows to be
 * harmless. All patterns are bounded, so that the time is linear in the text.
 */
public final class PersonalData {
    /** As many digits in a row, blanks and signs between them passed over, may be a telephone number. */
    private static final int TELEPHONE_DIGITS = 7;

    private static final Pattern AT = Pattern.compile("@|[(\\[{] ?at ?[)\\]}]", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINK = Pattern.compile("://|\\bwww\\.|\\bmailto:", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOMAIN =
            Pattern.compile("\\b[\\p{L}0-9-]{2,63}\\.(?:com|org|net|info|eu|de|uk|ie|fr|at|ch|nl"
                    + "|be|es|it|pl|ru|io|me|app|dev|gg|ly|social)\\b|\\b[\\p{L}0-9-]{2,63}\\.[a-z]{2,24}/");
    private static final Pattern IPV4 =
            Pattern.compile("(?<![\\d.])\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?!\\.?\\d)");
    private static final Pattern IPV6 = Pattern.compile("(?<![\\p{Alnum}:])[0-9a-fA-F:]{3,39}(?![\\p{Alnum}:])");
    private static final int IPV6_COLONS = 7;
    private static final int SHORTEST_IBAN = 15;
    private static final int LONGEST_IBAN = 34;
    /** Such as Regulation (EU) 2022/2065, SI 2013/3028, Regulation (EC) No 765/2008. */
    private static final Pattern CITATION =
            Pattern.compile("(?<![\\d/-])(?:(?:19|20)\\d\\d/[1-9]\\d{0,4}|[1-9]\\d{0,3}/(?:19|20)\\d\\d)(?![\\d/-])");

    private static final Pattern DAY =
            Pattern.compile("(?<![\\d-])(?:19|20)\\d\\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])(?![\\d-])");
    private static final int IBAN_MODULUS = 97;

    private PersonalData() {}

    /**
     * What was found, by kind; empty where nothing was. Says nothing of what it was.
     *
     * @param texts texts to be published
     * @param ids ids and pseudonyms that must not be in them; null ones are passed over
     */
    public static List<String> findings(List<@Nullable String> texts, List<@Nullable String> ids) {
        Set<String> findings = new TreeSet<>();
        for (String text : texts) {
            if (text != null) {
                look(text, ids, findings);
            }
        }
        return new ArrayList<>(findings);
    }

    private static void look(String text, List<@Nullable String> ids, Set<String> findings) {
        if (AT.matcher(text).find()) {
            findings.add("an address or a handle");
        }
        if (LINK.matcher(text).find() || DOMAIN.matcher(text).find()) {
            findings.add("a link");
        }
        if (IPV4.matcher(text).find() || hasIpv6(text)) {
            findings.add("an address of a device");
        }
        if (hasIban(text)) {
            findings.add("an account number");
        }
        if (hasTelephoneNumber(
                DAY.matcher(CITATION.matcher(text).replaceAll("§")).replaceAll("§"))) {
            findings.add("a long number");
        }
        for (String id : ids) {
            if (id != null && hasWord(text, id)) {
                findings.add("an id or a pseudonym");
            }
        }
    }

    /** Whether there is an address of eight groups, or of fewer with the rest left out (RFC 4291, section 2.2). */
    private static boolean hasIpv6(String text) {
        Matcher matcher = IPV6.matcher(text);
        while (matcher.find()) {
            String found = matcher.group();
            boolean whole = found.chars().filter(c -> c == ':').count() == IPV6_COLONS;
            if (whole || (found.contains("::") && found.chars().anyMatch(c -> c != ':'))) {
                return true;
            }
        }
        return false;
    }

    /** Whether there is an IBAN whose check digits are right (ISO 13616, ISO 7064 MOD 97-10), with or without blanks. */
    private static boolean hasIban(String text) {
        for (int start = 0; start + SHORTEST_IBAN <= text.length(); start++) {
            if (start > 0 && isAlphanumeric(text.charAt(start - 1))) {
                continue;
            }
            StringBuilder iban = new StringBuilder();
            for (int at = start; at < text.length() && iban.length() < LONGEST_IBAN; at++) {
                char c = text.charAt(at);
                if (isAlphanumeric(c)) {
                    iban.append(c);
                } else if (c != ' ') {
                    break;
                }
                boolean ends = at + 1 == text.length() || !isAlphanumeric(text.charAt(at + 1));
                if (ends && iban.length() >= SHORTEST_IBAN && isIban(iban.toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isIban(String text) {
        boolean formed = Character.isLetter(text.charAt(0))
                && Character.isLetter(text.charAt(1))
                && Character.isDigit(text.charAt(2))
                && Character.isDigit(text.charAt(3));
        if (!formed) {
            return false;
        }
        int remainder = 0;
        for (char c : (text.substring(4) + text.substring(0, 4)).toCharArray()) {
            int value = Character.digit(c, Character.MAX_RADIX);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % IBAN_MODULUS;
        }
        return remainder == 1;
    }

    private static boolean hasTelephoneNumber(String text) {
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isDigit(c)) {
                digits++;
                if (digits >= TELEPHONE_DIGITS) {
                    return true;
                }
            } else if (" -/()+.\u00a0\u2011\u2013".indexOf(c) < 0) {
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
