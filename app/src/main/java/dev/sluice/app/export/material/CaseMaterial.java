package dev.sluice.app.export.material;

import dev.sluice.escalation.digest.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One sealed package as its files say it.
 *
 * @param packageId id of the package
 * @param version its version
 * @param files all its files
 */
public record CaseMaterial(String packageId, int version, SortedMap<String, byte[]> files) {
    private static final String CONTEXT = "data/context/";
    private static final String REVISIONS = "data/post/revisions/";

    /** Id and version, as people write it. */
    public String name() {
        return packageId + "/v" + version;
    }

    /** A field of {@code bag-info.txt}; empty where it has none. */
    public String bagInfo(String field) {
        String start = field + ": ";
        return text("bag-info.txt")
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }

    /** The escalation without its parts. */
    public Fields escalation() {
        return json("data/escalation/escalation.json");
    }

    /** The post. */
    public Fields post() {
        return json("data/post/post.json");
    }

    /** Where and when the post's record was read. */
    public Fields record() {
        return json("data/raw/record.json");
    }

    /** The assessment. */
    public Fields assessment() {
        return json("data/assessment/assessment.json");
    }

    /** The decision. */
    public Fields decision() {
        return json("data/decision/decision.json");
    }

    /** What is known of the policy's release, without its text. */
    public Fields release() {
        return json("data/policy/release.json");
    }

    /** The policy's text as in force; empty where there is none. */
    public String policyText() {
        return files.keySet().stream()
                .filter(path -> path.startsWith("data/policy/") && path.endsWith(".yaml"))
                .findFirst()
                .map(this::text)
                .orElse("");
    }

    /** Earlier revisions of the post by path, oldest first. */
    public Map<String, Fields> revisions() {
        return jsonBelow(REVISIONS);
    }

    /** Posts around it in its thread by path, in the thread's order. */
    public List<Fields> context() {
        List<Fields> posts = new ArrayList<>(jsonBelow(CONTEXT).values());
        posts.sort((a, b) -> Integer.compare(a.whole("position"), b.whole("position")));
        return posts;
    }

    /** What the post shows besides words. */
    public List<Fields> media() {
        List<Fields> media = new ArrayList<>();
        json("data/media/media.json").node().forEach(item -> media.add(new Fields(item)));
        return media;
    }

    /** What assessed it. */
    public List<Fields> models() {
        return List.copyOf(jsonBelow("data/model/").values());
    }

    /** Notices, then letters. */
    public List<Enclosure> enclosures() {
        List<Enclosure> all = new ArrayList<>();
        addEnclosures(Enclosure.Kind.NOTICE, "data/notices/", all);
        addEnclosures(Enclosure.Kind.LETTER, "data/correspondence/", all);
        return all;
    }

    /** What ought to be here and is not, and why. */
    public List<String> notCollected() {
        List<String> texts = new ArrayList<>();
        json("data/not-collected.json").node().forEach(item -> texts.add(item.asText("")));
        return texts;
    }

    /** Whether only a pointer to the post may be kept, and nothing that it said. */
    public boolean pointerOnly() {
        return escalation().text("pointerOnly").equals("true");
    }

    /** Every place in the post's words at which the decision or a detector points, in order, each once. */
    public List<Span> places() {
        List<Span> places = new ArrayList<>(decision().spans("spans"));
        assessment().list("signals").forEach(signal -> places.addAll(signal.spans("spans")));
        return places.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Span::start).thenComparing(Span::end))
                .toList();
    }

    /** Where in the post's words the decision and the detectors point. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>(decision().spans("spans"));
        if (spans.isEmpty()) {
            assessment().list("signals").forEach(signal -> spans.addAll(signal.spans("spans")));
        }
        String words = post().text("text");
        return Span.merged(spans, words.codePointCount(0, words.length()));
    }

    /** Hash of a file; empty where there is none. */
    public String sha256(String path) {
        byte[] content = files.get(path);
        return content == null ? "" : Sha256.hex(content);
    }

    /** A file's text; empty where there is none. */
    public String text(String path) {
        return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }

    private Fields json(String path) {
        return Fields.parse(path, files.get(path));
    }

    private SortedMap<String, Fields> jsonBelow(String folder) {
        SortedMap<String, Fields> found = new TreeMap<>();
        files.tailMap(folder).forEach((path, content) -> {
            if (path.startsWith(folder) && path.endsWith(".json")) {
                found.put(path, Fields.parse(path, content));
            }
        });
        return found;
    }

    private void addEnclosures(Enclosure.Kind kind, String folder, List<Enclosure> all) {
        int number = 1;
        for (Map.Entry<String, byte[]> file : files.tailMap(folder).entrySet()) {
            String path = file.getKey();
            int slash = path.lastIndexOf('/');
            if (path.startsWith(folder) && path.startsWith("/document-", slash)) {
                Fields about = json(path.substring(0, slash) + "/about.json");
                all.add(new Enclosure(kind, number++, about, path, file.getValue()));
            }
        }
    }
}
