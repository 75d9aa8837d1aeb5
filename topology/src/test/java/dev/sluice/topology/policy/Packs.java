package dev.sluice.topology.policy;

import dev.sluice.schemas.Risk;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Packs for tests. */
final class Packs {
    private Packs() {}

    /** The folder with the pack, the notices and the cases of the tests. */
    static Path folder() {
        try {
            return Path.of(Packs.class.getResource("/policies").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static PolicyPack forum() {
        return PolicyPack.load(folder().resolve("forum/policy.yaml"));
    }

    /** A pack of these rules and further keys. */
    static PolicyPack of(String... lines) {
        return PolicyPack.parse("policy.yaml", text(lines));
    }

    /** The text of a pack; the given lines begin on line 9. */
    static String text(String... lines) {
        return """
                policy: test
                version: "1.0.0"
                description: A pack for one test.
                owner: testers
                communities: ["*"]
                jurisdictions: [EU]
                guidelines: [{clause: "1.1", title: Be civil, text: Please.}]
                rules:
                """ + String.join("\n", lines) + "\n";
    }

    /** A live rule of one line. */
    static String rule(String id, String when, String then) {
        return rule(id, "live", when, then);
    }

    static String rule(String id, String status, String when, String then) {
        return "  - {id: " + id + ", description: About " + id + ", status: " + status + ", when: \"" + when
                + "\", then: " + then + "}";
    }

    /** What the assessor of the tests makes of a text such as {@code hate 0.6}. */
    static PolicyCheck.Assessed assess(String text) {
        Risk risk = new Risk(0f, 0f, 0f, 0f, 0f, 0f);
        String[] words = text.split(" ", -1);
        risk.put(words[0], Float.parseFloat(words[1]));
        return new PolicyCheck.Assessed(
                risk, "en", true, false, text.length(), java.util.List.of(), java.util.List.of());
    }
}
