package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationDuty;
import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.DutyKind;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.LetterReference;
import dev.sluice.topology.policy.DefamationRules;
import dev.sluice.topology.policy.Letters;
import dev.sluice.topology.policy.Letters.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Drafts letters from templates. A draft is a record for whoever sends it; it counts as sent when somebody says that it was.
 *
 * <p>What a poster is told of the complainant is what the complainant has agreed to, and no letter says who the poster is.
 */
final class Drafts {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.UK);

    private Drafts() {}

    /** Which duty a letter is about. */
    static DutyKind dutyOf(String template) {
        return Stream.of(Kind.values())
                .filter(kind -> kind.id().equals(template))
                .findFirst()
                .map(Drafts::dutyOf)
                .orElse(DutyKind.UNKNOWN);
    }

    private static DutyKind dutyOf(Kind kind) {
        return switch (kind) {
            case POSTER_NOTIFICATION -> DutyKind.NOTIFY_POSTER;
            case ACKNOWLEDGEMENT -> DutyKind.ACKNOWLEDGE;
            case DEFECTIVE_NOTICE -> DutyKind.TELL_DEFECTIVE;
            case REMOVED -> DutyKind.TELL_REMOVED;
            case REFUSED_WITH_DETAILS, REFUSED_WITHOUT_DETAILS -> DutyKind.TELL_REFUSED;
        };
    }

    /** Drafts a letter and sends the draft out. */
    static void draft(NoticeDesk desk, DefamationFile file, Kind kind) {
        DefamationNotice notice = file.getNotice();
        Letters.Written written = desk.rules().letters().write(kind, values(desk, file));
        DefamationDuty duty = Duties.open(notice, dutyOf(kind));
        String sha256 = sha256(written.text());
        Letter letter = Letter.newBuilder()
                .setId(notice.getId() + "/" + written.template() + "/"
                        + (file.getLetters().size() + 1))
                .setNotice(notice.getId())
                .setTemplate(written.template())
                .setVersion(written.version())
                .setLanguage(written.language())
                .setTo(kind.to())
                .setName(isToPoster(kind) ? "" : Letters.oneLine(file.getName()))
                .setAddress(isToPoster(kind) ? null : address(file))
                .setAuthor(isToPoster(kind) ? notice.getFiling().getAuthor() : null)
                .setSubject(written.subject())
                .setText(written.text())
                .setSha256(sha256)
                .setDueAt(duty == null ? null : duty.getDueAt())
                .setAt(desk.now())
                .build();
        if (duty != null) {
            duty.setLetter(letter.getId());
        }
        List<Letter> letters = new ArrayList<>(file.getLetters());
        letters.add(letter);
        file.setLetters(letters);
        List<LetterReference> references = new ArrayList<>(notice.getLetters());
        references.add(LetterReference.newBuilder()
                .setId(letter.getId())
                .setTemplate(letter.getTemplate())
                .setVersion(letter.getVersion())
                .setTo(letter.getTo())
                .setSha256(sha256)
                .setDraftedAt(letter.getAt())
                .build());
        notice.setLetters(references);
        desk.send(Outlets.LETTERS, notice.getId(), letter);
    }

    /** Letters about this that were not sent must no longer be: things have changed. */
    static void replace(DefamationNotice notice, DutyKind... kinds) {
        List<DutyKind> replaced = List.of(kinds);
        notice.getLetters().stream()
                .filter(letter -> letter.getSentAt() == null && replaced.contains(dutyOf(letter.getTemplate())))
                .forEach(letter -> letter.setReplaced(true));
    }

    private static boolean isToPoster(Kind kind) {
        return kind.to().equals("poster");
    }

    private static @Nullable String address(DefamationFile file) {
        return FilingRules.isEmail(file.getEmail()) ? file.getEmail() : null;
    }

    private static Map<String, String> values(NoticeDesk desk, DefamationFile file) {
        DefamationNotice notice = file.getNotice();
        DefamationFiling filing = notice.getFiling();
        DefamationRules rules = desk.rules();
        Instant now = desk.now();
        Map<String, String> values = new HashMap<>();
        values.put("notice", Letters.oneLine(notice.getId()));
        values.put("operator", rules.operator());
        values.put("contact", rules.contact());
        values.put("name", file.getName().isBlank() ? "complainant" : Letters.oneLine(file.getName()));
        values.put("words", Letters.quoted(filing.getWords()));
        values.put("imputation", Letters.quoted(filing.getImputation()));
        values.put("meaning", Letters.quoted(filing.getMeaning()));
        values.put(
                "complaints",
                Letters.quoted(
                        Stream.concat(filing.getInaccuracies().stream(), filing.getUnsupportedOpinions().stream())
                                .collect(Collectors.joining("\n"))));
        values.put(
                "locations",
                Letters.quoted(filing.getLocations().stream()
                        .map(location -> location.getUrl().isBlank() ? location.getPost() : location.getUrl())
                        .collect(Collectors.joining("\n"))));
        values.put("complainant", told(file));
        values.put("missing", "- " + String.join("\n- ", notice.getMissing()));
        values.put("receivedAt", hour(rules, notice.getReceivedAt()));
        values.put("today", DAY.format(now.atZone(rules.zone())));
        values.put(
                "lastDay",
                DAY.format(rules.posterTime().dueFrom(now).minusNanos(1).atZone(rules.zone())));
        Instant removedAt = notice.getRemovedAt();
        values.put("removedAt", removedAt == null ? "" : hour(rules, removedAt));
        values.put("why", rules.letters().why(notice.getState().name()));
        return values;
    }

    /** What the poster may know of who complains. */
    private static String told(DefamationFile file) {
        DefamationFiling filing = file.getNotice().getFiling();
        List<String> told = new ArrayList<>();
        if (Boolean.TRUE.equals(filing.getConsentName())) {
            told.add(Letters.oneLine(file.getName()));
        }
        if (Boolean.TRUE.equals(filing.getConsentEmail())) {
            told.add(Letters.oneLine(file.getEmail()));
        }
        return told.isEmpty() ? "not told, since they have not agreed to it" : String.join(", ", told);
    }

    private static String hour(DefamationRules rules, Instant at) {
        return HOUR.format(at.atZone(rules.zone()));
    }

    /** SHA-256 of a text in UTF-8, in lower-case hex. */
    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
