package dev.sluice.topology.policy;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a pack, in the order of Semantic Versioning 2.0.0, section 11: by numbers, and a pre-release such as
 * {@code 1.2.0-rc.1} before its release.
 */
public final class PolicyVersion implements Comparable<PolicyVersion> {
    /** What a version looks like. */
    static final Pattern FORM = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)(-[0-9A-Za-z.-]+)?");

    private static final int NUMBERS = 3;

    private final String text;
    private final BigInteger[] numbers = new BigInteger[NUMBERS];
    private final String preRelease;

    private PolicyVersion(String text, Matcher matcher) {
        this.text = text;
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = new BigInteger(matcher.group(i + 1));
        }
        this.preRelease = matcher.group(NUMBERS + 1) == null
                ? ""
                : matcher.group(NUMBERS + 1).substring(1);
    }

    /**
     * Reads a version.
     *
     * @throws IllegalArgumentException naming it and what is allowed
     */
    public static PolicyVersion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("version '" + text + "'; allowed: " + PackText.VERSION_ALLOWED);
        }
        return new PolicyVersion(text, matcher);
    }

    /** Whether the first of two versions is higher than the second. */
    public static boolean rises(String from, String to) {
        return of(to).compareTo(of(from)) > 0;
    }

    @Override
    public int compareTo(PolicyVersion other) {
        for (int i = 0; i < NUMBERS; i++) {
            int difference = numbers[i].compareTo(other.numbers[i]);
            if (difference != 0) {
                return difference;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        return comparePreReleases(preRelease.split("\\.", -1), other.preRelease.split("\\.", -1));
    }

    private static int comparePreReleases(String[] left, String[] right) {
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftIsNumber = left[i].matches("[0-9]+");
            boolean rightIsNumber = right[i].matches("[0-9]+");
            int difference = leftIsNumber && rightIsNumber
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : leftIsNumber == rightIsNumber
                            ? left[i].compareTo(right[i])
                            : Boolean.compare(rightIsNumber, leftIsNumber);
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PolicyVersion version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(numbers) * 31 + preRelease.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
