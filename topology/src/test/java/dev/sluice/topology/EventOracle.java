package dev.sluice.topology;

import dev.sluice.schemas.Flag;
import dev.sluice.schemas.Post;
import dev.sluice.schemas.PostEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says, by the rules as they are written down, which events are answered by which decision. */
final class EventOracle {
    final List<String> decisions = new ArrayList<>();
    int duplicates;
    int deadLetters;

    private final Map<String, Known> posts = new HashMap<>();

    void post(Post post) {
        Known known = posts.get(post.getId());
        boolean deletes = post.getEvent() == PostEvent.DELETED;
        if (known == null) {
            known = new Known();
            posts.put(post.getId(), known);
            answer(known, post, post.getRevision(), 1);
        } else if (deletes && !known.deleted && post.getRevision() <= known.revision) {
            answer(known, post, known.revision, known.number + 1);
        } else if (deletes && known.deleted) {
            duplicates++;
        } else if (post.getRevision() > known.revision) {
            answer(known, post, post.getRevision(), 1);
        } else if (post.getRevision() == known.revision
                && !known.deleted
                && !post.getText().equals(known.text)) {
            deadLetters++;
        } else {
            duplicates++;
        }
    }

    void flag(Flag flag) {
        Known known = posts.get(flag.getPost());
        if (known == null) {
            deadLetters++;
        } else if (known.reporters.add(flag.getReporter())) {
            known.number++;
            decisions.add(flag.getPost() + "/" + known.revision + "/" + known.number);
        } else {
            duplicates++;
        }
    }

    void garbage() {
        deadLetters++;
    }

    private void answer(Known known, Post post, int revision, int number) {
        known.revision = revision;
        known.number = number;
        known.deleted = post.getEvent() == PostEvent.DELETED;
        known.text = post.getText();
        decisions.add(post.getId() + "/" + revision + "/" + number);
    }

    private static final class Known {
        int revision;
        int number;
        boolean deleted;
        String text = "";
        final Set<String> reporters = new HashSet<>();
    }
}
