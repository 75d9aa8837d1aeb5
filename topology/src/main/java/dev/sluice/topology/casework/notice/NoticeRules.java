package dev.sluice.topology.casework.notice;

import dev.sluice.schemas.ContentNotice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a notice must contain (DSA article 16(2)), and how long its parts may be. */
final class NoticeRules {
    static final int MAX_ID = 256;
    static final int MAX_TEXT = 10_000;
    static final int MAX_URL = 8_192;

    private NoticeRules() {}

    /** What a notice lacks, in words for its sender. */
    static List<String> missing(ContentNotice notice) {
        List<String> missing = new ArrayList<>();
        if (notice.getExplanation().isBlank()) {
            missing.add("an explanation of why the content is illegal");
        }
        if (isBlank(notice.getPost()) && isBlank(notice.getUrl())) {
            missing.add("the exact location of the content");
        }
        if (!notice.getExempt() && isBlank(notice.getName())) {
            missing.add("a name");
        }
        if (!notice.getExempt() && isBlank(notice.getEmail())) {
            missing.add("an e-mail address");
        }
        if (!notice.getGoodFaith()) {
            missing.add("a statement that the notice is made in good faith");
        }
        return missing;
    }

    /** The notice as it goes on: without name and address, and with parts that are too long cut. */
    static ContentNotice reduced(ContentNotice notice) {
        return ContentNotice.newBuilder(notice)
                .setName(null)
                .setEmail(null)
                .setExplanation(cut(notice.getExplanation(), MAX_TEXT))
                .setUrl(notice.getUrl() == null ? null : cut(notice.getUrl(), MAX_URL))
                .build();
    }

    /** Why a notice cannot be taken in at all; null where it can. */
    static @Nullable String wrong(ContentNotice notice) {
        for (String id : new String[] {notice.getId(), notice.getThread()}) {
            if (id.isEmpty() || id.length() > MAX_ID) {
                return "id or thread has " + id.length() + " characters; allowed: 1 to " + MAX_ID;
            }
        }
        if (isLong(notice.getName()) || isLong(notice.getEmail())) {
            return "name or email is too long; allowed: at most " + MAX_ID + " characters";
        }
        boolean tooLong = notice.getPost().length() > MAX_ID
                || notice.getCommunity().length() > MAX_ID
                || isLong(notice.getNotifier())
                || isLong(notice.getTrustedFlagger())
                || isLong(notice.getLegalCategory());
        return tooLong
                ? "post, community, notifier, trustedFlagger or legalCategory is too long; allowed: at most " + MAX_ID
                        + " characters"
                : null;
    }

    static boolean isId(String value) {
        return !value.isEmpty() && value.length() <= MAX_ID;
    }

    private static boolean isLong(@Nullable String value) {
        return value != null && value.length() > MAX_ID;
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end);
    }
}
