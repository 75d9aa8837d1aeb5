package dev.sluice.app.export.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sluice.app.export.material.Span;
import dev.sluice.app.export.redact.MaskedText.Piece;
import dev.sluice.app.export.redact.Redaction.Kind;
import dev.sluice.topology.source.text.OffsetMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Masks one package. The same value gets the same mask throughout: {@code [e-mail 2]} is one address wherever it stands,
 * and nobody can tell which. Not thread-safe.
 *
 * <p>What is masked: pseudonyms of author and other members; in words, e-mail addresses, telephone numbers, handles that
 * start with an at sign, and all of a link but its host. Regular expressions are linear-time, for whoever writes a post
 * chooses its length and its letters.
 */
public final class Redactor {
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{N}._%+-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");
    private static final Pattern LINK = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*://|www\\.)[^\\s<>\"]+");
    private static final Pattern HANDLE = Pattern.compile("@[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*(?:@[\\p{L}\\p{N}.-]+)?");
    private static final Pattern PHONE = Pattern.compile("\\+?\\(?\\p{Nd}[\\p{Nd} ()./\u2010\u2011\u2013-]{5,}\\p{Nd}");
    private static final Pattern DATE = Pattern.compile(
            "\\p{Nd}{4}[-/.]\\p{Nd}{1,2}[-/.]\\p{Nd}{1,2}|\\p{Nd}{1,2}[-/.]\\p{Nd}{1,2}[-/.]\\p{Nd}{2,4}");
    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;
    private static final int SHORTEST_PSEUDONYM = 4;

    private final boolean masks;
    private final String author;
    private final Map<Kind, Map<String, Integer>> numbers = new HashMap<>();
    private final Set<Redaction> redactions = new LinkedHashSet<>();

    private Redactor(boolean masks, String author) {
        this.masks = masks;
        this.author = author;
    }

    /**
     * Masks.
     *
     * @param author the pseudonym of the post's author; empty where it has none
     */
    public static Redactor masking(String author) {
        return new Redactor(true, author);
    }

    /** Masks nothing. */
    public static Redactor off() {
        return new Redactor(false, "");
    }

    /** Whether anything is masked at all. */
    public boolean masks() {
        return masks;
    }

    /** A member's pseudonym: {@code [author]}, {@code [member 1]}. */
    public String member(String where, String pseudonym) {
        if (!masks || pseudonym.isEmpty()) {
            return pseudonym;
        }
        if (pseudonym.equals(author)) {
            note(where, Kind.AUTHOR);
            return "[author]";
        }
        note(where, Kind.MEMBER);
        return mask(Kind.MEMBER, pseudonym);
    }

    /** A value that may name somebody and is masked whole. */
    public String whole(String where, Kind kind, String value) {
        if (!masks || value.isEmpty()) {
            return value;
        }
        note(where, kind);
        return "[" + kind.label() + " masked]";
    }

    /** An address: its host stays. */
    public String link(String where, String address) {
        if (!masks || address.isEmpty()) {
            return address;
        }
        note(where, Kind.LINK);
        return linkMask(address);
    }

    /** Words that somebody wrote. */
    public MaskedText words(String where, String text) {
        int length = text.codePointCount(0, text.length());
        if (!masks) {
            return new MaskedText(text.isEmpty() ? List.of() : List.of(new Piece(new Span(0, length), text, null)));
        }
        List<Piece> pieces = new ArrayList<>();
        int chars = 0;
        int points = 0;
        for (Hit hit : hits(text)) {
            if (hit.start < chars) {
                continue;
            }
            int start = points + text.codePointCount(chars, hit.start);
            if (hit.start > chars) {
                pieces.add(new Piece(new Span(points, start), text.substring(chars, hit.start), null));
            }
            int end = start + text.codePointCount(hit.start, hit.end);
            pieces.add(new Piece(new Span(start, end), hitMask(hit, text.substring(hit.start, hit.end)), hit.kind));
            redactions.add(new Redaction(where, hit.kind, start, end));
            chars = hit.end;
            points = end;
        }
        if (chars < text.length()) {
            pieces.add(new Piece(new Span(points, length), text.substring(chars), null));
        }
        return new MaskedText(pieces);
    }

    /**
     * Marked-up words, of which the plain text is masked already.
     *
     * @param original the words with their markup
     * @param map leads from the plain text to places in them
     * @param text the plain text, as {@link #words} has masked it
     */
    public MaskedText original(String where, String original, OffsetMap map, MaskedText text) {
        if (!masks) {
            return words(where, original);
        }
        MaskedText masked = CarriedMasks.of(original, map, text);
        for (Piece piece : masked.pieces()) {
            Kind mask = piece.mask();
            if (mask != null) {
                redactions.add(new Redaction(
                        where, mask, piece.origin().start(), piece.origin().end()));
            }
        }
        return masked;
    }

    /** What was masked so far, each thing once, in the order in which it was met. */
    public List<Redaction> redactions() {
        return List.copyOf(redactions);
    }

    private record Hit(int start, int end, Kind kind) {}

    private List<Hit> hits(String text) {
        List<Hit> hits = new ArrayList<>();
        find(LINK, text, Kind.LINK, hits);
        find(EMAIL, text, Kind.EMAIL, hits);
        find(HANDLE, text, Kind.MEMBER, hits);
        if (author.length() >= SHORTEST_PSEUDONYM) {
            for (int at = text.indexOf(author); at >= 0; at = text.indexOf(author, at + author.length())) {
                hits.add(new Hit(at, at + author.length(), Kind.AUTHOR));
            }
        }
        Matcher phone = PHONE.matcher(text);
        while (phone.find()) {
            String found = phone.group();
            long digits = found.codePoints().filter(Character::isDigit).count();
            if (digits >= FEWEST_DIGITS && digits <= MOST_DIGITS && !DATE.matches(found.strip())) {
                hits.add(new Hit(phone.start(), phone.end(), Kind.PHONE));
            }
        }
        // The longest of those that start at one place: an address of the fediverse is a handle and holds an e-mail.
        hits.sort(Comparator.comparingInt(Hit::start).thenComparing(Hit::end, Comparator.reverseOrder()));
        return hits;
    }

    private static void find(Pattern pattern, String text, Kind kind, List<Hit> hits) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            hits.add(new Hit(matcher.start(), matcher.end(), kind));
        }
    }

    private String hitMask(Hit hit, String value) {
        return switch (hit.kind) {
            case AUTHOR -> "[author]";
            case LINK -> linkMask(value);
            case EMAIL, PHONE, MEMBER, LABEL, MARKUP, RECORD, DOCUMENT -> mask(hit.kind, value);
        };
    }

    private String mask(Kind kind, String value) {
        Map<String, Integer> known = numbers.computeIfAbsent(kind, each -> new HashMap<>());
        int number = known.computeIfAbsent(value.toLowerCase(Locale.ROOT), each -> known.size() + 1);
        return "[" + kind.label() + " " + number + "]";
    }

    /** The host without the account, port and path that may stand around it. */
    private String linkMask(String address) {
        int scheme = address.indexOf("://");
        String rest = scheme < 0 ? address : address.substring(scheme + 3);
        int end = 0;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int port = authority.indexOf(':');
        String host = port < 0 ? authority : authority.substring(0, port);
        boolean plain =
                !host.isEmpty() && host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
        return mask(Kind.LINK, address).replace("]", plain ? " to " + host + "]" : "]");
    }

    private void note(String where, Kind kind) {
        redactions.add(new Redaction(where, kind, -1, -1));
    }
}
