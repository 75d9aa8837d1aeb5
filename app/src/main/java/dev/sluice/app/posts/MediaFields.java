package dev.sluice.app.posts;

import dev.sluice.schemas.MediaReference;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a post shows besides words: {@code {"uri", "sha256", "mime", "bytes"}}, of which the first must be there. */
final class MediaFields {
    private static final int MOST = 64;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private MediaFields() {}

    /** The references in these objects; null where there is no list. */
    static @Nullable List<MediaReference> of(@Nullable List<PostFields> objects) throws BadLineException {
        if (objects == null) {
            return null;
        }
        if (objects.size() > MOST) {
            throw new BadLineException("has 'media' with " + objects.size() + " entries; allowed: at most " + MOST);
        }
        List<MediaReference> media = new ArrayList<>();
        for (PostFields object : objects) {
            String hash = object.optional("sha256");
            if (hash != null && !SHA256.matcher(hash).matches()) {
                throw new BadLineException("has 'sha256' of 'media' of " + hash.length()
                        + " characters; allowed: 64 digits of lower-case hex");
            }
            media.add(MediaReference.newBuilder()
                    .setUri(object.required("uri"))
                    .setSha256(hash)
                    .setMime(object.optional("mime"))
                    .setBytes(object.count("bytes"))
                    .build());
        }
        return media;
    }
}
