package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.StatementLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a notice of complaint must contain (Defamation Act 2013 s.5(6); SI 2013/3028 reg 2), and how long its parts may be.
 *
 * <p>Only whether each part is there is looked at, never whether it is true: the operator is not asked to judge that.
 */
final class FilingRules {
    static final int MAX_ID = 256;
    static final int MAX_EMAIL = 320;
    static final int MAX_URL = 2_000;
    static final int MAX_TEXT = 10_000;
    static final int MAX_ITEM = 2_000;
    static final int MAX_ITEMS = 20;
    static final int MAX_REASON = 2_000;

    private FilingRules() {}

    /** What a notice lacks, in words for its sender; empty for a valid one. */
    static List<String> missing(DefamationFiling filing) {
        List<String> missing = new ArrayList<>();
        need(missing, !filing.getName().isBlank(), "your name (s.5(6))");
        need(missing, isEmail(filing.getEmail()), "an e-mail address at which you can be reached (reg 2)");
        need(missing, !filing.getWords().isBlank(), "the statement complained of (s.5(6))");
        need(missing, !filing.getImputation().isBlank(), "why the statement is defamatory of you (s.5(6))");
        need(missing, isLocated(filing), "where on the website the statement is (s.5(6))");
        need(missing, !filing.getMeaning().isBlank(), "the meaning that you give to the statement (reg 2)");
        need(
                missing,
                hasText(filing.getInaccuracies()) || hasText(filing.getUnsupportedOpinions()),
                "which aspects you believe to be factually inaccurate, or opinions not supported by fact (reg 2)");
        need(
                missing,
                filing.getInsufficientInformation(),
                "a confirmation that you do not have enough information about the poster to bring proceedings (reg 2)");
        need(missing, filing.getConsentName() != null, "whether the poster may be told your name (reg 2)");
        need(missing, filing.getConsentEmail() != null, "whether the poster may be told your e-mail address (reg 2)");
        return missing;
    }

    private static void need(List<String> missing, boolean there, String what) {
        if (!there) {
            missing.add(what);
        }
    }

    /** Whether mail can be sent there, as far as can be seen. */
    static boolean isEmail(String email) {
        int at = email.indexOf('@');
        return at > 0
                && at == email.lastIndexOf('@')
                && at < email.length() - 1
                && email.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))
                && email.codePoints().noneMatch(c -> "<>,;:\"()[]\\".indexOf(c) >= 0);
    }

    private static boolean isLocated(DefamationFiling filing) {
        return filing.getLocations().stream()
                .anyMatch(location ->
                        !location.getUrl().isBlank() || !location.getPost().isBlank());
    }

    private static boolean hasText(List<String> items) {
        return items.stream().anyMatch(item -> !item.isBlank());
    }

    /**
     * Why a notice cannot be taken in at all; null where it can. Its time runs all the same, so the message says to file it
     * again.
     */
    static @Nullable String wrong(DefamationFiling filing) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("words", filing.getWords());
        texts.put("imputation", filing.getImputation());
        texts.put("meaning", filing.getMeaning());
        for (Map.Entry<String, String> text : texts.entrySet()) {
            if (text.getValue().length() > MAX_TEXT) {
                return tooLong(text.getKey(), text.getValue().length(), MAX_TEXT);
            }
        }
        if (filing.getName().length() > MAX_ID) {
            return tooLong("name", filing.getName().length(), MAX_ID);
        }
        if (filing.getEmail().length() > MAX_EMAIL) {
            return tooLong("email", filing.getEmail().length(), MAX_EMAIL);
        }
        if (filing.getChannel().length() > MAX_ID || isLong(filing.getAuthor())) {
            return "channel or author is too long; allowed: at most " + MAX_ID + " characters";
        }
        String list = firstWrong(Map.of(
                "inaccuracies", filing.getInaccuracies(),
                "unsupportedOpinions", filing.getUnsupportedOpinions(),
                "priorRemovals", filing.getPriorRemovals()));
        return list != null ? list : wrongLocation(filing.getLocations());
    }

    private static @Nullable String firstWrong(Map<String, List<String>> lists) {
        for (Map.Entry<String, List<String>> list : lists.entrySet()) {
            String wrong = wrongList(list.getKey(), list.getValue());
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    /** Why a list cannot be taken in; null where it can. */
    static @Nullable String wrongList(String name, List<String> items) {
        if (items.size() > MAX_ITEMS) {
            return name + " has " + items.size() + " items; allowed: at most " + MAX_ITEMS + "; file it again in fewer";
        }
        for (String item : items) {
            if (item.length() > MAX_ITEM) {
                return tooLong("an item of " + name, item.length(), MAX_ITEM);
            }
        }
        return null;
    }

    private static @Nullable String wrongLocation(List<StatementLocation> locations) {
        if (locations.size() > MAX_ITEMS) {
            return "locations has " + locations.size() + " items; allowed: at most " + MAX_ITEMS
                    + "; file the others as notices of their own";
        }
        for (StatementLocation location : locations) {
            if (location.getUrl().length() > MAX_URL) {
                return tooLong("url", location.getUrl().length(), MAX_URL);
            }
            if (isLong(location.getPost()) || isLong(location.getThread()) || isLong(location.getCommunity())) {
                return "post, thread or community of a location is too long; allowed: at most " + MAX_ID
                        + " characters";
            }
            if (!location.getPost().isBlank() && location.getThread().isBlank()) {
                return "a location names a post and no thread; allowed: both, or neither";
            }
            if (location.getRevision() < 0 || location.getPartition() < -1) {
                return "revision or partition of a location is negative; allowed: a revision of 0 or more, a partition of"
                        + " -1 or more";
            }
        }
        return null;
    }

    private static boolean isLong(@Nullable String value) {
        return value != null && value.length() > MAX_ID;
    }

    private static String tooLong(String what, int length, int most) {
        return what + " has " + length + " characters; allowed: at most " + most
                + "; file it again, for the time runs from its receipt";
    }
}
