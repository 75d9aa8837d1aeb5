package dev.sluice.schemas.encryption;

/** Names of places in messages: ids of records come from outside, and must not break a line or fill a log. */
final class PlaceText {
    private static final int LONGEST = 120;

    private PlaceText() {}

    static String of(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .forEach(c -> text.appendCodePoint(c >= ' ' && c <= '~' || Character.isLetterOrDigit(c) ? c : '?'));
        return name.length() > LONGEST ? text + "…" : text.toString();
    }
}
