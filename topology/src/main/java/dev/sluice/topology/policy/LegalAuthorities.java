package dev.sluice.topology.policy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom a suspicion of a crime that threatens life or safety is told (Regulation (EU) 2022/2065, article 18), from
 * {@code legal/authorities.yaml} of the policies. Immutable. No legal advice.
 */
public final class LegalAuthorities {
    /** The Union itself in place of a Member State: an authority for cases whose Member State is not known. */
    public static final String UNION = "EU";

    private static final String FOLDER = "legal";
    private static final String FILE = "authorities.yaml";
    private static final Pattern ID = Pattern.compile("[a-z0-9]+(\\.[a-z0-9-]+)+");
    private static final Pattern STATE = Pattern.compile("[A-Z]{2}");
    private static final String STATE_ALLOWED = "two capital letters such as DE, or EU for Europol";
    private static final Pattern CATEGORY = Pattern.compile("[A-Z][A-Z_]*");
    private static final Pattern PARAGRAPH = Pattern.compile("18\\([12]\\)|none");
    private static final Pattern ASKED = Pattern.compile("threatCase|fieldOfCrime");
    /** Whatever a file says, this is never handed over by this road. */
    private static final String NEVER = "CSEA";

    private final String version;
    private final List<Authority> authorities;
    private final List<Never> never;

    private LegalAuthorities(String version, List<Authority> authorities, List<Never> never) {
        this.version = version;
        this.authorities = authorities;
        this.never = never;
    }

    /**
     * An authority.
     *
     * @param id such as {@code de.bka}
     * @param memberState ISO 3166-1 alpha-2; {@link #UNION} for one that any Member State's cases may go to
     * @param zone where it is: times are told in it beside UTC
     * @param channel how it is told
     * @param firstAsked what its form asks first, in order: {@code threatCase}, {@code fieldOfCrime}
     * @param remarks what whoever tells it must know
     * @param source where all this is from
     */
    public record Authority(
            String id,
            String name,
            String memberState,
            ZoneId zone,
            String channel,
            List<String> firstAsked,
            List<String> remarks,
            String source) {
        /** Copies the lists. */
        public Authority {
            firstAsked = List.copyOf(firstAsked);
            remarks = List.copyOf(remarks);
        }
    }

    private record Never(List<String> categories, String instead) {}

    /**
     * Loads the file and runs its examples.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static LegalAuthorities load(Path policiesDir) {
        Path file = policiesDir.resolve(FOLDER).resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new PolicyException(
                    file + " is missing; allowed: a list of authorities, as the shipped policies have");
        }
        return parse(file.toString(), NodeReader.text(file));
    }

    /**
     * Checks the file and its examples, where the policies have one.
     *
     * @throws PolicyException naming file, line and what is wrong
     */
    public static void check(Path policiesDir) {
        if (Files.isRegularFile(policiesDir.resolve(FOLDER).resolve(FILE))) {
            LegalAuthorities unused = load(policiesDir);
        }
    }

    /** The same from text; {@code source} is named in messages. */
    static LegalAuthorities parse(String source, String text) {
        Fields fields = Fields.of(
                NodeReader.yaml(source, text), "the file", List.of("version", "authorities", "never", "examples"));
        List<Authority> authorities = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Node node : fields.items("authorities")) {
            Authority authority = authority(node);
            if (!ids.add(authority.id())) {
                throw node.place().error("authority '" + authority.id() + "' is there twice");
            }
            authorities.add(authority);
        }
        List<Never> never = new ArrayList<>();
        for (Node node : fields.items("never")) {
            Fields each = Fields.of(node, "never", List.of("categories", "instead"));
            never.add(new Never(
                    each.texts("categories", CATEGORY, "legal categories such as CSEA"), each.text("instead")));
        }
        LegalAuthorities read =
                new LegalAuthorities(fields.text("version"), List.copyOf(authorities), List.copyOf(never));
        if (read.instead(NEVER) == null) {
            throw fields.place("never").error("'never' does not name " + NEVER + "; allowed: with it");
        }
        fields.items("examples").forEach(read::checkExample);
        return read;
    }

    /** Version of the file. */
    public String version() {
        return version;
    }

    /**
     * The authority with this id.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Authority authority(String id) {
        return authorities.stream()
                .filter(authority -> authority.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "authority '" + id + "' is not in legal/authorities.yaml;" + " allowed: "
                                + authorities.stream().map(Authority::id).collect(Collectors.joining(", "))));
    }

    /** Where such cases go in place of this road; null where they may go it. */
    public @Nullable String instead(String category) {
        String name = category.toUpperCase(Locale.ROOT).replace('-', '_');
        for (Never entry : never) {
            if (entry.categories().stream().anyMatch(each -> name.equals(each) || name.startsWith(each + "_"))) {
                return entry.instead();
            }
        }
        return null;
    }

    /**
     * The paragraph under which an authority is the right one.
     *
     * @param concerned the Member State concerned; null where it is not known with reasonable certainty
     * @param established the Member State in which the service is established or represented; null where it is not said
     * @return {@code 18(1)} or {@code 18(2)}; null where another authority is
     */
    public @Nullable String paragraph(Authority authority, @Nullable String concerned, @Nullable String established) {
        if (concerned != null) {
            return authority.memberState().equals(concerned) && !concerned.equals(UNION) ? "18(1)" : null;
        }
        boolean fallback =
                authority.memberState().equals(UNION) || authority.memberState().equals(established);
        return fallback ? "18(2)" : null;
    }

    private static Authority authority(Node node) {
        Fields fields = Fields.of(
                node,
                "an authority",
                List.of("id", "name", "memberState", "zone", "channel", "firstAsked", "remarks", "source"));
        String id = fields.text("id", ID, "an id such as de.bka");
        Fields named = fields.named("authority '" + id + "'");
        return new Authority(
                id,
                named.text("name"),
                named.text("memberState", STATE, STATE_ALLOWED),
                zone(named),
                named.text("channel"),
                named.texts("firstAsked", ASKED, "threatCase, fieldOfCrime"),
                named.texts("remarks"),
                named.text("source"));
    }

    private static ZoneId zone(Fields fields) {
        try {
            return ZoneId.of(fields.text("zone"));
        } catch (DateTimeException e) {
            throw fields.wrong("zone", "a time zone such as Europe/Berlin");
        }
    }

    private void checkExample(Node node) {
        Fields fields = Fields.of(node, "an example", List.of("authority", "concerned", "established", "paragraph"));
        Authority authority;
        try {
            authority = authority(fields.text("authority"));
        } catch (IllegalArgumentException e) {
            throw fields.place("authority").error(String.valueOf(e.getMessage()));
        }
        String expected = fields.text("paragraph", PARAGRAPH, "18(1), 18(2), none");
        String found = paragraph(authority, fields.textOrNull("concerned"), fields.textOrNull("established"));
        if (!expected.equals(found == null ? "none" : found)) {
            throw fields.place("paragraph")
                    .error("example of authority '" + authority.id() + "' expects " + expected + "; it comes to "
                            + (found == null ? "none" : found));
        }
    }
}
