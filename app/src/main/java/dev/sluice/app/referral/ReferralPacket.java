package dev.sluice.app.referral;

import dev.sluice.escalation.digest.Sha256;
import java.util.List;
import java.util.Locale;

/**
 * A packet: the same facts for machines and for people.
 *
 * @param sections what it says, in the order in which authorities ask
 * @param json all of it as JSON, UTF-8
 */
public record ReferralPacket(List<Section> sections, byte[] json) {
    /** Copies the sections. */
    public ReferralPacket {
        sections = List.copyOf(sections);
        json = json.clone();
    }

    @Override
    public byte[] json() {
        return json.clone();
    }

    /** SHA-256 of {@link #json}, in hex: what tells this packet from another. */
    public String sha256() {
        return Sha256.hex(json);
    }

    /** As plain text, ended by the hash of the JSON. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Section section : sections) {
            text.append(section.title()).append('\n');
            text.append("=".repeat(section.title().length())).append('\n');
            for (Section.Line line : section.lines()) {
                append(text, line);
            }
            text.append('\n');
        }
        return text.append("SHA-256 of referral.json: ")
                .append(sha256())
                .append('\n')
                .toString();
    }

    /** A stranger's words stand behind a bar, so that no line of theirs looks like one of ours. */
    private static void append(StringBuilder text, Section.Line line) {
        if (!line.quoted() && line.value().indexOf('\n') < 0) {
            text.append(line.label()).append(": ").append(visible(line.value())).append('\n');
            return;
        }
        text.append(line.label()).append(":\n");
        line.value()
                .lines()
                .forEach(each -> text.append("    | ").append(visible(each)).append('\n'));
    }

    /** What would steer a terminal or turn the order of letters around is shown as its number. */
    private static String visible(String line) {
        StringBuilder shown = new StringBuilder();
        line.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean steers = type == Character.CONTROL && c != '\t'
                    || c >= 0x202a && c <= 0x202e
                    || c >= 0x2066 && c <= 0x2069
                    || c == 0x2028
                    || c == 0x2029
                    || type == Character.SURROGATE;
            if (steers) {
                shown.append(String.format(Locale.ROOT, "[U+%04X]", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** Prints the hash alone. */
    @Override
    public String toString() {
        return "ReferralPacket[" + sha256() + "]";
    }
}
