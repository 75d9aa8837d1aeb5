package dev.sluice.topology.defamation;

import dev.sluice.schemas.DefamationFile;
import dev.sluice.schemas.DefamationFiling;
import dev.sluice.schemas.DefamationNotice;
import dev.sluice.schemas.EvidenceSupplement;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.Letter;
import dev.sluice.schemas.LetterReference;
import dev.sluice.topology.policy.Letters;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the notice and the letters that were sent to the evidence of the escalation that the notice belongs to. Ids follow
 * from the document, so that one is never sealed twice. Of the poster's answer nothing comes here.
 */
final class Supplements {
    private static final String MIME = "text/plain; charset=utf-8";

    private Supplements() {}

    /** Everything that there is by now, for a notice that has just been linked to an escalation. */
    static void all(NoticeDesk desk, DefamationFile file) {
        filing(desk, file);
        for (LetterReference reference : file.getNotice().getLetters()) {
            if (reference.getSentAt() != null) {
                letter(desk, file, reference);
            }
        }
    }

    /** The notice as it was received. */
    static void filing(NoticeDesk desk, DefamationFile file) {
        DefamationNotice notice = file.getNotice();
        send(
                desk,
                notice,
                "notice",
                "The notice of complaint " + notice.getId() + " was received.",
                exhibit("filing", "notice.txt", "received", notice.getReceivedAt(), text(file)));
    }

    /** A letter as it was sent. */
    static void letter(NoticeDesk desk, DefamationFile file, LetterReference reference) {
        Letter letter = find(file.getLetters(), reference.getId());
        Instant sentAt = reference.getSentAt();
        if (letter != null && sentAt != null) {
            String text = "To: " + letter.getTo() + "\nSubject: " + letter.getSubject() + "\n\n" + letter.getText();
            send(
                    desk,
                    file.getNotice(),
                    "correspondence",
                    "The letter " + letter.getTemplate() + " was sent.",
                    exhibit(letter.getId(), letter.getTemplate() + ".txt", "sent", sentAt, text));
        }
    }

    private static @Nullable Letter find(List<Letter> letters, String id) {
        return letters.stream()
                .filter(letter -> letter.getId().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static Exhibit exhibit(String id, String name, String direction, Instant at, String text) {
        return Exhibit.newBuilder()
                .setId(id)
                .setName(name)
                .setMime(MIME)
                .setDirection(direction)
                .setAt(at)
                .setContent(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private static void send(NoticeDesk desk, DefamationNotice notice, String kind, String reason, Exhibit exhibit) {
        String escalation = notice.getEscalation();
        if (escalation == null) {
            return;
        }
        exhibit.setId(exhibit.getId().equals("filing") ? notice.getId() + "/notice" : exhibit.getId());
        desk.send(
                Outlets.SUPPLEMENTS,
                escalation,
                EvidenceSupplement.newBuilder()
                        .setId(escalation + "/" + exhibit.getId())
                        .setEscalation(escalation)
                        .setKind(kind)
                        .setDocument(exhibit)
                        .setReason(reason)
                        .setAt(exhibit.getAt())
                        .build());
    }

    private static String text(DefamationFile file) {
        DefamationNotice notice = file.getNotice();
        DefamationFiling filing = notice.getFiling();
        StringBuilder text = new StringBuilder()
                .append("Notice of complaint ")
                .append(Letters.oneLine(notice.getId()))
                .append("\nReceived: ")
                .append(notice.getReceivedAt())
                .append("\nName: ")
                .append(Letters.oneLine(file.getName()))
                .append("\nE-mail: ")
                .append(Letters.oneLine(file.getEmail()))
                .append("\n\nStatement complained of:\n")
                .append(Letters.quoted(filing.getWords()))
                .append("\nWhy it is said to be defamatory:\n")
                .append(Letters.quoted(filing.getImputation()))
                .append("\nMeaning given to it:\n")
                .append(Letters.quoted(filing.getMeaning()))
                .append("\nSaid to be inaccurate:\n")
                .append(Letters.quoted(String.join("\n", filing.getInaccuracies())))
                .append("\nOpinions said not to be supported by fact:\n")
                .append(Letters.quoted(String.join("\n", filing.getUnsupportedOpinions())))
                .append("\nWhere it is:\n")
                .append(Letters.quoted(String.join(
                        "\n",
                        filing.getLocations().stream()
                                .map(location -> location.getUrl() + " " + location.getPost())
                                .map(String::strip)
                                .toList())))
                .append("\nNot enough information about the poster to bring proceedings: ")
                .append(filing.getInsufficientInformation() ? "confirmed" : "not confirmed")
                .append("\nPoster may be told the name: ")
                .append(answer(filing.getConsentName()))
                .append("\nPoster may be told the e-mail address: ")
                .append(answer(filing.getConsentEmail()))
                .append("\n");
        return text.toString();
    }

    private static String answer(@Nullable Boolean given) {
        return given == null ? "not said" : given ? "yes" : "no";
    }
}
