package dev.sluice.escalation.hold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.hold.Hold.Signed;
import dev.sluice.escalation.journal.Entry;
import dev.sluice.escalation.vault.VaultException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A hold's journal as JSON, and what follows from it. */
final class HoldHistory {
    private static final String EVENT = "event";

    private HoldHistory() {}

    /** What may happen to a hold. */
    enum Happening {
        PROPOSED,
        ACTIVATED,
        REVIEWED,
        RENEWED,
        RELEASE_PROPOSED,
        RELEASE_WITHDRAWN,
        RELEASED
    }

    static ObjectNode body(Happening happening) {
        return JsonNodeFactory.instance.objectNode().put(EVENT, happening.name());
    }

    static ObjectNode proposal(HoldOrder order, Instant reviewAt, @Nullable Instant expiresAt) {
        ObjectNode body = body(Happening.PROPOSED);
        body.put("kind", order.kind().label());
        body.put("basis", order.basis());
        body.put("reference", order.reference());
        ObjectNode scope = body.putObject("scope");
        switch (order.scope()) {
            case HoldScope.Packages packages -> {
                ArrayNode ids = scope.putArray("packages");
                packages.ids().forEach(ids::add);
            }
            case HoldScope.OneCase one -> scope.put("case", one.id());
            case HoldScope.Author author -> scope.put("author", author.pseudonym());
        }
        return dates(body, reviewAt, expiresAt);
    }

    static ObjectNode dates(ObjectNode body, Instant reviewAt, @Nullable Instant expiresAt) {
        body.put("reviewAt", reviewAt.toString());
        if (expiresAt != null) {
            body.put("expiresAt", expiresAt.toString());
        }
        return body;
    }

    /** The hold that these entries make; they are in order. */
    static Hold of(List<Entry> entries) {
        try {
            Hold hold = proposed(entries.getFirst());
            for (Entry entry : entries.subList(1, entries.size())) {
                hold = after(hold, entry);
            }
            return hold;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new VaultException(
                    "hold " + entries.getFirst().id() + " cannot be read from its journal: " + e.getMessage(), e);
        }
    }

    private static Hold proposed(Entry entry) {
        JsonNode body = entry.body();
        HoldOrder order = new HoldOrder(
                HoldKind.of(body.path("kind").asText()),
                scope(body.path("scope")),
                body.path("basis").asText(),
                body.path("reference").asText());
        return new Hold(
                entry.id(),
                order,
                new Signed(entry.by(), entry.at()),
                null,
                instant(body.path("reviewAt")),
                optional(body.path("expiresAt")),
                0,
                null,
                null,
                1);
    }

    private static Hold after(Hold hold, Entry entry) {
        JsonNode body = entry.body();
        Signed signed = new Signed(entry.by(), entry.at());
        Instant activated = hold.activatedAt();
        Instant review = hold.reviewAt();
        Instant expires = hold.expiresAt();
        int renewals = hold.renewals();
        Signed proposed = hold.releaseProposed();
        Signed released = hold.released();
        switch (Happening.valueOf(body.path(EVENT).asText())) {
            case ACTIVATED -> activated = entry.at();
            case REVIEWED -> review = instant(body.path("reviewAt"));
            case RENEWED -> {
                review = instant(body.path("reviewAt"));
                expires = optional(body.path("expiresAt"));
                renewals++;
            }
            case RELEASE_PROPOSED -> proposed = signed;
            case RELEASE_WITHDRAWN -> proposed = null;
            case RELEASED -> released = signed;
            case PROPOSED -> throw new IllegalArgumentException("it is proposed twice");
        }
        return new Hold(
                hold.id(),
                hold.order(),
                hold.placed(),
                activated,
                review,
                expires,
                renewals,
                proposed,
                released,
                entry.number());
    }

    private static HoldScope scope(JsonNode scope) {
        if (scope.has("packages")) {
            TreeSet<String> ids = new TreeSet<>();
            scope.get("packages").forEach(id -> ids.add(id.asText()));
            return new HoldScope.Packages(ids);
        }
        return scope.has("case")
                ? new HoldScope.OneCase(scope.get("case").asText())
                : new HoldScope.Author(scope.path("author").asText());
    }

    private static Instant instant(JsonNode node) {
        return Instant.parse(node.asText());
    }

    private static @Nullable Instant optional(JsonNode node) {
        return node.isTextual() ? instant(node) : null;
    }
}
