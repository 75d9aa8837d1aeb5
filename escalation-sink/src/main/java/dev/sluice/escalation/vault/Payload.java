package dev.sluice.escalation.vault;

import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.Exhibit;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.PolicyRelease;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.ThreadPost;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Evidence laid out as the files below {@code data/}. No name of a file is made of a stranger's words as they are. */
final class Payload {
    private static final Set<String> PARTS = Set.of(
            "source",
            "post",
            "assessment",
            "decision",
            "policy",
            "revisions",
            "thread",
            "media",
            "models",
            "notices",
            "correspondence");
    private static final String RAW = "data/raw/";

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private final List<String> notCollected = new ArrayList<>();

    private Payload() {}

    /** The files of an escalation. */
    static SortedMap<String, byte[]> of(Evidence evidence) {
        Payload payload = new Payload();
        payload.add(evidence);
        return payload.files;
    }

    /** Lines of bag-info.txt about an escalation. */
    static String about(Escalation escalation) {
        return "Escalated-At: " + escalation.getEscalatedAt() + "\n" + "Legal-Category: "
                + Names.part(escalation.getLegalCategory().toLowerCase(Locale.ROOT)) + "\n";
    }

    /** Adds documents after those that are there, each in a folder of its own. */
    static void addExhibits(SortedMap<String, byte[]> files, String folder, List<Exhibit> exhibits) {
        int number = 1;
        while (files.containsKey(about(folder, number))) {
            number++;
        }
        for (Exhibit exhibit : exhibits) {
            files.put(about(folder, number), JsonView.of(exhibit, Set.of("content")));
            files.put(
                    folder + number(number) + "/document-" + Names.part(exhibit.getName()),
                    bytes(exhibit.getContent()));
            number++;
        }
    }

    private void add(Evidence evidence) {
        Escalation escalation = evidence.escalation();
        files.put(PackageContents.ESCALATION, evidence.value());
        files.put("data/escalation/escalation.avsc", utf8(PrintedSchema.of(evidence.writerSchema())));
        files.put(PackageContents.ESCALATION_JSON, JsonView.of(escalation, PARTS));
        addSource(escalation.getSource());
        files.put("data/post/post.json", JsonView.of(escalation.getPost()));
        escalation.getRevisions().forEach(this::addRevision);
        escalation.getThread().forEach(this::addThreadPost);
        if (!escalation.getMedia().isEmpty()) {
            files.put("data/media/media.json", JsonView.ofAll(escalation.getMedia()));
        }
        files.put("data/assessment/assessment.json", JsonView.of(escalation.getAssessment()));
        escalation.getModels().forEach(this::addModel);
        files.put("data/decision/decision.json", JsonView.of(escalation.getDecision()));
        addPolicy(escalation.getPolicy());
        addExhibits(files, "data/notices/", escalation.getNotices());
        addExhibits(files, "data/correspondence/", escalation.getCorrespondence());
        notCollected.addAll(escalation.getNotCollected());
        if (!notCollected.isEmpty()) {
            files.put("data/not-collected.json", JsonView.ofTexts(notCollected));
        }
    }

    private void addSource(RawRecord raw) {
        files.put(RAW + "record.json", JsonView.of(raw, Set.of("key", "value", "writerSchema")));
        ByteBuffer value = raw.getValue();
        if (value != null) {
            files.put(RAW + place(raw) + ".avro", bytes(value));
        } else {
            notCollected.add("The bytes of the post's record: the escalation came without them.");
        }
        ByteBuffer key = raw.getKey();
        if (key != null) {
            files.put(RAW + "key.bin", bytes(key));
        }
        String schema = raw.getWriterSchema();
        if (schema != null) {
            files.put(RAW + "schema.avsc", utf8(schema));
        } else if (value != null) {
            notCollected.add("The schema that the post's record was written with: the registry did not know it.");
        }
    }

    private void addRevision(PostRevision revision) {
        RawRecord raw = revision.getSource();
        String name = number(revision.getPost().getRevision()) + "-" + place(raw);
        files.put("data/post/revisions/" + name + ".json", JsonView.of(revision.getPost()));
        String folder = RAW + "revisions/";
        files.put(folder + name + ".json", JsonView.of(raw, Set.of("key", "value", "writerSchema")));
        ByteBuffer value = raw.getValue();
        if (value != null) {
            files.put(folder + name + ".avro", bytes(value));
        }
        String schema = raw.getWriterSchema();
        if (schema != null) {
            files.put(folder + name + ".avsc", utf8(schema));
        }
    }

    private void addThreadPost(ThreadPost post) {
        int position = post.getPosition();
        String name = (position < 0 ? "before-" : "after-") + number(Math.abs(position));
        files.put("data/context/" + name + ".json", JsonView.of(post));
    }

    private void addModel(ModelReference model) {
        String name = "data/model/" + Names.part(model.getId()) + "@" + Names.part(model.getVersion());
        files.put(name + ".json", JsonView.of(model, Set.of("card")));
        String card = model.getCard();
        if (card != null) {
            files.put(name + ".md", utf8(card));
        } else {
            notCollected.add("The card of a model: " + name.substring("data/model/".length()) + " came without one.");
        }
    }

    private void addPolicy(PolicyRelease policy) {
        String name = Names.part(policy.getPolicy()) + "@" + Names.part(policy.getVersion());
        files.put("data/policy/" + name + ".yaml", utf8(policy.getText()));
        files.put("data/policy/release.json", JsonView.of(policy, Set.of("text")));
    }

    private static String place(RawRecord raw) {
        return Names.part(raw.getTopic()) + "-" + raw.getPartition() + "-" + raw.getOffset();
    }

    private static String about(String folder, int number) {
        return folder + number(number) + "/about.json";
    }

    private static String number(int number) {
        return String.format(Locale.ROOT, "%03d", number);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
