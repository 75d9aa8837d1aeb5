package dev.sluice.topology.route;

import dev.sluice.classifiers.models.ModelCards;
import dev.sluice.schemas.AssessedPost;
import dev.sluice.schemas.Assessment;
import dev.sluice.schemas.CaseRuling;
import dev.sluice.schemas.Escalation;
import dev.sluice.schemas.MediaReference;
import dev.sluice.schemas.ModelReference;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import dev.sluice.schemas.PostRevision;
import dev.sluice.schemas.RawRecord;
import dev.sluice.schemas.Surroundings;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import dev.sluice.topology.intake.WriterSchemas;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What evidence holds beside post, assessment and decision. Whatever ought to be there and is not is named, so that
 * nobody takes it for absent.
 */
final class EvidenceParts {
    /** Ends the id of an assessment by the second look. */
    private static final String SECOND_LOOK = "/2";

    /** What the id of a case begins with that a notice opened. */
    private static final String NOTICE_CASE = "notice/";

    private final WriterSchemas schemas;
    private final AvroSerde<Post> posts;
    private final ModelCards cards;

    EvidenceParts(WriterSchemas schemas, AvroSerde<Post> posts, ModelCards cards) {
        this.schemas = schemas;
        this.posts = posts;
        this.cards = cards;
    }

    /** Adds the parts to an escalation of its first version. */
    void addTo(Escalation escalation, AssessedPost assessed, List<String> notes) {
        List<String> notCollected = new ArrayList<>(notes);
        Surroundings around = assessed.getSurroundings();
        escalation.setVersion(1);
        escalation.setRevisions(around == null ? List.of() : revisions(around, notCollected));
        escalation.setThread(around == null ? List.of() : around.getThread());
        escalation.setMedia(media(assessed.getPost(), notCollected));
        escalation.setModels(models(assessed.getAssessment(), notCollected));
        escalation.setNotices(List.of());
        escalation.setCorrespondence(List.of());
        if (around == null) {
            notCollected.add(
                    "Earlier revisions of the post and posts around it in its thread: nothing was remembered of"
                            + " them when it was decided.");
        } else {
            notCollected.addAll(around.getNotCollected());
        }
        noteComplaints(assessed, notCollected);
        escalation.setNotCollected(notCollected);
    }

    private List<PostRevision> revisions(Surroundings around, List<String> notCollected) {
        List<PostRevision> revisions = new ArrayList<>();
        for (RawRecord raw : around.getRevisions()) {
            try {
                revisions.add(PostRevision.newBuilder()
                        .setSource(schemas.describe(raw))
                        .setPost(posts.decode(bytes(raw)))
                        .build());
            } catch (DecodingException e) {
                notCollected.add("An earlier revision, the record " + raw.getTopic() + "-" + raw.getPartition() + "@"
                        + raw.getOffset() + ": it can no longer be decoded.");
            }
        }
        return revisions;
    }

    private static byte[] bytes(RawRecord raw) {
        ByteBuffer value = Objects.requireNonNull(raw.getValue(), "a revision is remembered with its bytes");
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return bytes;
    }

    private static List<MediaReference> media(Post post, List<String> notCollected) {
        if (post.getEvent() == PostEvent.DELETED) {
            notCollected.add(
                    "The words that the post had, and what it showed: it was deleted at the platform before this"
                            + " was decided, and what is deleted is not kept, but for posts that members had reported.");
            return List.of();
        }
        List<MediaReference> media = post.getMedia();
        if (media == null || media.isEmpty()) {
            notCollected.add("Pictures and files that the post shows, if any: the platform's record names none.");
            return List.of();
        }
        long unhashed = media.stream().filter(one -> one.getSha256() == null).count();
        notCollected.add("The content of " + media.size() + " pictures or files: only their addresses are kept"
                + (unhashed == 0 ? ", with their hashes." : "; the platform gave no hash of " + unhashed + "."));
        return media;
    }

    private List<ModelReference> models(Assessment assessment, List<String> notCollected) {
        List<ModelReference> models = new ArrayList<>();
        String version = assessment.getModels();
        if (!cards.describes(version)) {
            models.add(reference("models", version));
        } else {
            boolean second = assessment.getId().endsWith(SECOND_LOOK);
            cards.of(assessment.getLanguage().getCode(), second)
                    .forEach(card -> models.add(ModelReference.newBuilder()
                            .setId(card.model())
                            .setVersion(version)
                            .setSha256(card.sha256())
                            .setCard(card.text())
                            .build()));
            if (models.isEmpty()) {
                notCollected.add("Cards of models: none of the shipped models reads the language '"
                        + assessment.getLanguage().getCode() + "'; lexicons and rules assessed the post.");
            }
            if (cards.hasPlugins(version)) {
                models.add(reference("plugins", version));
            }
        }
        models.add(reference("rules", assessment.getRules()));
        return models;
    }

    private static ModelReference reference(String id, String version) {
        return ModelReference.newBuilder().setId(id).setVersion(version).build();
    }

    /** Notices and reports are kept by casework and by intake, without words; what became known of them is said here. */
    private static void noteComplaints(AssessedPost assessed, List<String> notCollected) {
        CaseRuling ruling = assessed.getRuling();
        if (ruling != null && ruling.getCase$().startsWith(NOTICE_CASE)) {
            notCollected.add("The notice of case " + ruling.getCase$()
                    + ": this was decided on a notice, which the desk of notices has.");
        } else {
            notCollected.add("Notices of illegal content about the post, if there were any: they go to the desk of"
                    + " notices and not through here.");
        }
        int flags = assessed.getContext().getFlags();
        if (flags > 0) {
            notCollected.add("Who reported the post, and in which words: " + flags
                    + (flags == 1 ? " member" : " members") + " did, which is all that is remembered.");
        }
    }
}
