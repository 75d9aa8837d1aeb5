package dev.sluice.app.referral;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.referral.Section.Line;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a packet together: what article 18 and recital 56 of Regulation (EU) 2022/2065 ask for, what the authority's form
 * asks first, and what is not held.
 */
final class PacketWriter {
    private static final String NOTICE = "This is information under article 18 of Regulation (EU) 2022/2065 about a"
            + " suspicion. It does not say that a law was broken, or by whom. Software found the post and a person decided"
            + " to pass it on. It is no legal advice.";
    private static final String FORM = "sluice-article-18-referral";
    private static final int FORM_VERSION = 1;
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> NEVER_HELD = List.of(
            "Name, e-mail address, IP addresses and devices of the author: they are with the platform, never in this"
                    + " evidence. The pseudonym and the references below lead the platform to them.",
            "The time zone in which the author was: times are those of the platform, told in UTC and in the authority's"
                    + " zone.");

    private final Referral referral;
    private final String paragraph;
    private final String authoritiesVersion;
    private final SealedCase found;

    PacketWriter(Referral referral, String paragraph, String authoritiesVersion, SealedCase found) {
        this.referral = referral;
        this.paragraph = paragraph;
        this.authoritiesVersion = authoritiesVersion;
        this.found = found;
    }

    ReferralPacket write() {
        return new ReferralPacket(sections(), bytes(json()));
    }

    private ObjectNode json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("form", FORM).put("formVersion", FORM_VERSION).put("notice", NOTICE);
        ObjectNode suspicion = root.putObject("suspicion");
        suspicion.put("threatCase", referral.suspicion().threatCase());
        suspicion.put("fieldOfCrime", referral.suspicion().fieldOfCrime());
        suspicion.put("explanation", referral.suspicion().explanation());
        suspicion.set("automaticFindings", findings());
        putAuthority(root.putObject("authority"));
        root.put("service", referral.service());
        root.set("content", content());
        root.set("recipientOfTheService", recipient());
        ArrayNode missing = root.putArray("notCollected");
        notCollected().forEach(missing::add);
        putEvidence(root.putObject("evidence"));
        return root;
    }

    private void putAuthority(ObjectNode authority) {
        authority.put("id", referral.authority().id());
        authority.put("name", referral.authority().name());
        authority.put("channel", referral.authority().channel());
        authority.put("article", paragraph);
        authority.put("memberStateConcerned", referral.place().concerned());
        authority.put("established", referral.place().established());
        authority.put("why", referral.place().why());
        authority.put("source", referral.authority().source());
        authority.put("listVersion", authoritiesVersion);
    }

    private ObjectNode findings() {
        JsonNode escalation = found.json(SealedCase.ESCALATION);
        JsonNode decision = found.json(SealedCase.DECISION);
        ObjectNode findings = JSON.createObjectNode();
        findings.put("legalCategory", escalation.path("legalCategory").asText());
        findings.put("forcedBecause", referral.forced());
        findings.put("summary", escalation.path("summary").asText());
        findings.put("rationale", decision.path("rationale").asText());
        findings.put("rule", decision.path("rule").asText());
        findings.put("clause", decision.path("clause").asText(null));
        findings.put("decidedAt", decision.path("decidedAt").asText());
        findings.set("probabilities", found.json(SealedCase.ASSESSMENT).path("risk"));
        ArrayNode signals = findings.putArray("signals");
        for (JsonNode signal : found.json(SealedCase.ASSESSMENT).path("signals")) {
            ObjectNode each = signals.addObject();
            for (String name : List.of("category", "detector", "version", "rule", "explanation", "spans")) {
                each.set(name, signal.path(name));
            }
        }
        return findings;
    }

    private ObjectNode content() {
        JsonNode post = found.json(SealedCase.POST);
        ObjectNode content = JSON.createObjectNode();
        content.put("text", post.path("text").asText());
        content.put("language", post.path("language").asText(null));
        content.put("url", post.path("url").asText(null));
        content.put("post", post.path("id").asText());
        content.put("revision", post.path("revision").asInt());
        content.put("event", post.path("event").asText());
        content.put("publishedAt", post.path("createdAt").asText());
        content.put("publishedAtInTheAuthoritysZone", inZone(post));
        content.put(
                "timeZone", "UTC (offset +00:00), and " + referral.authority().zone());
        JsonNode media = found.json(SealedCase.MEDIA);
        content.set("media", media.isMissingNode() ? JSON.createArrayNode() : media);
        return content;
    }

    private ObjectNode recipient() {
        JsonNode post = found.json(SealedCase.POST);
        ObjectNode recipient = JSON.createObjectNode();
        recipient.put("pseudonym", post.path("author").asText(null));
        recipient.put("accountOpenedAt", post.path("authorSince").asText(null));
        recipient.put(
                "postsBefore",
                post.path("authorPosts").isNumber() ? post.path("authorPosts").asInt() : null);
        recipient.put("community", post.path("community").asText());
        recipient.put("thread", post.path("thread").asText());
        recipient.put("addressedPseudonym", post.path("target").asText(null));
        return recipient;
    }

    private void putEvidence(ObjectNode evidence) {
        evidence.put("package", found.sealed().packageId());
        evidence.put("version", found.sealed().version());
        evidence.put("manifestSha256", found.sealed().sha256());
        ObjectNode record = evidence.putObject("record");
        JsonNode source = found.json(SealedCase.RECORD);
        for (String name : List.of("topic", "partition", "offset", "timestamp")) {
            record.set(name, source.path(name));
        }
        ObjectNode files = evidence.putObject("files");
        found.hashes().forEach(files::put);
        evidence.put(
                "howToCheck",
                "The package itself can be handed over on request; it is checked with sha256sum and openssl alone, as"
                        + " its VERIFY.md tells.");
    }

    private List<String> notCollected() {
        List<String> missing = new ArrayList<>(NEVER_HELD);
        found.json(SealedCase.NOT_COLLECTED).forEach(each -> missing.add(each.asText()));
        if (found.json(SealedCase.POST).path("author").isNull()) {
            missing.add("The author's pseudonym: the platform gave none.");
        }
        if (found.json(SealedCase.POST).path("url").isNull()) {
            missing.add("The exact address of the post: the platform gave none.");
        }
        return missing;
    }

    private List<Section> sections() {
        JsonNode post = found.json(SealedCase.POST);
        return List.of(
                new Section(
                        "Information under article 18 of Regulation (EU) 2022/2065", List.of(Line.of("Note", NOTICE))),
                new Section("Asked first", first()),
                new Section("To", to()),
                new Section(
                        "What is suspected",
                        List.of(
                                Line.quoted(
                                        "Explanation by the service",
                                        referral.suspicion().explanation()),
                                Line.of(
                                        "Summary of the escalation",
                                        found.json(SealedCase.ESCALATION)
                                                .path("summary")
                                                .asText()),
                                Line.of(
                                        "Why the software flagged it",
                                        found.json(SealedCase.DECISION)
                                                .path("rationale")
                                                .asText()))),
                new Section(
                        "Content",
                        List.of(
                                Line.quoted("Words as posted", post.path("text").asText()),
                                Line.of(
                                        "Published (UTC)",
                                        post.path("createdAt").asText()),
                                Line.of("Published (" + referral.authority().zone() + ")", inZone(post)),
                                Line.quoted("Address", text(post, "url")),
                                Line.quoted("Post", post.path("id").asText() + ", revision " + post.path("revision")),
                                Line.of("Files", media()))),
                new Section("Who posted it, as far as is known", who(post)),
                new Section(
                        "What is not held",
                        notCollected().stream()
                                .map(each -> Line.of("Not held", each))
                                .toList()),
                new Section("Evidence", evidence()));
    }

    private List<Line> first() {
        List<Line> lines = new ArrayList<>();
        for (String asked : referral.authority().firstAsked()) {
            lines.add(
                    asked.equals("threatCase")
                            ? Line.of(
                                    "Threat case (life or safety at risk, harm foreseeable)",
                                    referral.suspicion().threatCase() ? "yes" : "no")
                            : Line.quoted("Field of crime", referral.suspicion().fieldOfCrime()));
        }
        return lines;
    }

    private List<Line> to() {
        List<Line> lines = new ArrayList<>(List.of(
                Line.of(
                        "Authority",
                        referral.authority().name() + " ("
                                + referral.authority().memberState() + ")"),
                Line.of("Channel", referral.authority().channel()),
                Line.of("Told under", "article " + paragraph),
                Line.quoted("Why this authority", referral.place().why()),
                Line.quoted("From", referral.service())));
        referral.authority().remarks().forEach(remark -> lines.add(Line.of("Remark", remark)));
        String forced = referral.forced();
        if (forced != null) {
            lines.add(Line.quoted("Not escalated as a threat to life; referred because", forced));
        }
        return lines;
    }

    private static List<Line> who(JsonNode post) {
        return List.of(
                Line.quoted("Pseudonym of the author", text(post, "author")),
                Line.of("Account opened", text(post, "authorSince")),
                Line.of("Posts before this one", text(post, "authorPosts")),
                Line.quoted("Community", text(post, "community")),
                Line.quoted("Thread", text(post, "thread")),
                Line.quoted("Pseudonym of the member addressed", text(post, "target")));
    }

    private List<Line> evidence() {
        List<Line> lines = new ArrayList<>(List.of(
                Line.of(
                        "Package",
                        found.sealed().packageId() + ", version "
                                + found.sealed().version()),
                Line.of("SHA-256 of its signed list of files", found.sealed().sha256())));
        found.hashes().forEach((path, hash) -> lines.add(Line.of(path, hash)));
        return lines;
    }

    private String media() {
        JsonNode media = found.json(SealedCase.MEDIA);
        return media.isEmpty() ? "none" : media.size() + "; their addresses and hashes are in referral.json";
    }

    private String inZone(JsonNode post) {
        ZoneId zone = referral.authority().zone();
        return DateTimeFormatter.ISO_ZONED_DATE_TIME.format(
                Instant.parse(post.path("createdAt").asText()).atZone(zone));
    }

    private static String text(JsonNode node, String name) {
        String text = node.path(name).asText("");
        return text.isEmpty() || node.path(name).isNull() ? "not known" : text;
    }

    private static byte[] bytes(ObjectNode root) {
        try {
            return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
