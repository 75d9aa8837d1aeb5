package dev.sluice.app.export.casefile;

import dev.sluice.app.export.material.CaseMaterial;
import java.util.ArrayList;
import java.util.List;

/** What a package does not have: what it says of itself, and what can be seen to be absent. */
public final class Gaps {
    private Gaps() {}

    /** The gaps, each a sentence. */
    public static List<String> of(CaseFile file) {
        CaseMaterial material = file.material();
        List<String> gaps = new ArrayList<>(material.notCollected());
        add(gaps, material.post().text("url").isEmpty(), "The post's address.");
        add(gaps, material.revisions().isEmpty(), "Earlier revisions of the post: none are in the package.");
        add(gaps, material.context().isEmpty(), "Posts around it in its thread: none are in the package.");
        add(gaps, material.enclosures().isEmpty(), "Notices and letters: none are in the package.");
        add(gaps, !hasRaw(material), "The bytes of the post's record.");
        add(gaps, file.proof() == null, "A proof that the package is in the log: none could be had.");
        gaps.add("The page as members saw it: no picture of it is taken.");
        gaps.add("Who read the post, and what came of it.");
        gaps.add("The identity of the author behind the pseudonym: Sluice does not know it.");
        return gaps;
    }

    private static boolean hasRaw(CaseMaterial material) {
        return material.files().keySet().stream()
                .anyMatch(path -> path.startsWith("data/raw/") && path.endsWith(".avro"));
    }

    private static void add(List<String> gaps, boolean missing, String what) {
        if (missing) {
            gaps.add(what);
        }
    }
}
