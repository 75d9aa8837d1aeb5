package dev.sluice.topology.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.OriginPart;
import dev.sluice.schemas.OriginRun;
import dev.sluice.topology.source.Pointer.Found;
import dev.sluice.topology.source.text.ExtractedText;
import dev.sluice.topology.source.text.Facet;
import dev.sluice.topology.source.text.OffsetMap;
import dev.sluice.topology.source.text.Run;
import dev.sluice.topology.source.text.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the text of a post together out of its parts, and notes where each character was. */
final class Texts {
    private static final String BETWEEN_PARTS = "\n\n";
    private static final int MAX_PARTS = 64;

    private final StringBuilder text = new StringBuilder();
    private final List<OriginPart> parts = new ArrayList<>();
    private final Set<String> links = new LinkedHashSet<>();
    private @Nullable String mention;
    private int length;
    private int runsLeft = OffsetMap.MAX_RUNS;
    private int leftOut;
    private boolean found;

    private Texts() {}

    static Texts of(List<TextPart> specs, Scope scope) {
        Texts texts = new Texts();
        specs.forEach(spec -> texts.add(spec, scope));
        return texts;
    }

    String text() {
        return text.toString();
    }

    List<OriginPart> parts() {
        return parts;
    }

    Set<String> links() {
        return links;
    }

    /** Whom the text addresses first; null for nobody. */
    @Nullable
    String mention() {
        return mention;
    }

    int leftOut() {
        return leftOut;
    }

    /** Whether any pointer led to a text, be it an empty one. */
    boolean found() {
        return found;
    }

    private void add(TextPart spec, Scope scope) {
        for (Pointer pointer : spec.at()) {
            List<Found> values = scope.find(pointer);
            if (!values.isEmpty()) {
                List<Facet> facets = facets(spec.facets(), scope);
                values.forEach(value -> add(value, spec.format(), facets));
                return;
            }
        }
        if (spec.otherwise() != null) {
            add(spec.otherwise(), scope);
        }
    }

    private void add(Found value, TextFormat format, List<Facet> facets) {
        String original = Scalars.words(value);
        found = true;
        if (original.isEmpty() || parts.size() == MAX_PARTS) {
            return;
        }
        ExtractedText extracted =
                format == TextFormat.FACETS ? Facet.extract(original, facets) : format.extract(original);
        leftOut += extracted.leftOut();
        links.addAll(extracted.links());
        if (mention == null && !extracted.mentions().isEmpty()) {
            mention = extracted.mentions().getFirst();
        }
        if (extracted.text().isEmpty()) {
            return;
        }
        if (!text.isEmpty()) {
            text.append(BETWEEN_PARTS);
            length += BETWEEN_PARTS.length();
        }
        OffsetMap map = extracted.map().atMost(Math.max(1, runsLeft));
        runsLeft -= map.runs().size();
        parts.add(part(value.path(), format, map));
        text.append(extracted.text());
        length += extracted.text().codePointCount(0, extracted.text().length());
    }

    private OriginPart part(String pointer, TextFormat format, OffsetMap map) {
        List<OriginRun> runs = new ArrayList<>(map.runs().size());
        for (Run run : map.runs()) {
            runs.add(OriginRun.newBuilder()
                    .setStart(length + run.start())
                    .setLength(run.length())
                    .setFrom(run.from())
                    .setFromLength(run.fromLength())
                    .setExact(run.exact())
                    .build());
        }
        return OriginPart.newBuilder()
                .setPointer(pointer)
                .setFormat(format.id())
                .setRuns(runs)
                .build();
    }

    /** Facets as Bluesky's lexicon {@code app.bsky.richtext.facet} has them. */
    private static List<Facet> facets(@Nullable Pointer pointer, Scope scope) {
        List<Facet> facets = new ArrayList<>();
        if (pointer == null) {
            return facets;
        }
        for (Found found : scope.find(pointer)) {
            scope.readWhole(found);
            for (JsonNode facet : found.node()) {
                long start = facet.path("index").path("byteStart").asLong(-1);
                long end = facet.path("index").path("byteEnd").asLong(-1);
                for (JsonNode feature : facet.path("features")) {
                    facets.add(new Facet(
                            start,
                            end,
                            feature.path("uri").textValue(),
                            feature.path("did").textValue()));
                }
            }
        }
        return facets;
    }
}
