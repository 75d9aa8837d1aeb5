package dev.sluice.escalation.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.escalation.erasure.Erasure.State;
import dev.sluice.escalation.journal.Entry;
import dev.sluice.escalation.journal.Journal;
import dev.sluice.escalation.journal.Journal.Kind;
import dev.sluice.escalation.vault.VaultException;
import dev.sluice.schemas.encryption.SubjectName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All requests for erasure of a vault, as they stand.
 *
 * @param all every request there ever was, in the order of their ids
 */
public record Erasures(List<Erasure> all) {
    private static final String EVENT = "event";

    /** Keeps a copy. */
    public Erasures {
        all = List.copyOf(all);
    }

    /** What may happen to a request. */
    enum Happening {
        REQUESTED,
        DEFERRED,
        STARTED,
        KEYS_SHREDDED,
        EVIDENCE_SETTLED,
        COMPLETED
    }

    /**
     * Reads a vault's requests; needs no lock.
     *
     * @throws VaultException where the journal does not fit custody
     */
    public static Erasures read(Path vault) throws IOException {
        return of(Journal.read(vault, Kind.ERASURES));
    }

    static Erasures of(Journal.Contents contents) {
        List<Erasure> requests = new ArrayList<>();
        for (List<Entry> entries : contents.entries().values()) {
            requests.add(of(entries));
        }
        return new Erasures(requests);
    }

    /** A request that is not done and is about this person. */
    public Optional<Erasure> restricting(SubjectName person) {
        return all.stream()
                .filter(request -> request.restricts() && request.person().equals(person))
                .findFirst();
    }

    static ObjectNode body(Happening happening) {
        return JsonNodeFactory.instance.objectNode().put(EVENT, happening.name());
    }

    static ObjectNode with(ObjectNode body, String field, List<String> values) {
        ArrayNode array = body.putArray(field);
        values.forEach(array::add);
        return body;
    }

    /** Whether an entry says so. */
    static boolean has(List<Entry> entries, Happening happening) {
        return entries.stream().anyMatch(entry -> happening(entry) == happening);
    }

    static Happening happening(Entry entry) {
        return Happening.valueOf(entry.body().path(EVENT).asText());
    }

    static Erasure of(List<Entry> entries) {
        Entry first = entries.getFirst();
        try {
            State state = State.REQUESTED;
            List<String> holds = List.of();
            JsonNode plan = JsonNodeFactory.instance.objectNode();
            JsonNode settled = plan;
            for (Entry entry : entries) {
                switch (happening(entry)) {
                    case REQUESTED -> state = State.REQUESTED;
                    case DEFERRED -> {
                        state = State.DEFERRED;
                        holds = texts(entry.body().path("holds"));
                    }
                    case STARTED -> {
                        state = State.RUNNING;
                        holds = List.of();
                        plan = entry.body();
                    }
                    case KEYS_SHREDDED -> {
                        state = State.RUNNING;
                        holds = List.of();
                    }
                    case EVIDENCE_SETTLED -> {
                        state = State.RUNNING;
                        settled = entry.body();
                    }
                    case COMPLETED -> state = State.COMPLETED;
                }
            }
            return new Erasure(
                    first.id(),
                    new SubjectName(first.body().path("person").asText()),
                    first.body().path("reference").asText(),
                    first.by(),
                    first.at(),
                    texts(first.body().path("keyFolders")),
                    state,
                    holds,
                    texts(plan.path("deletes")),
                    texts(settled.path("deleted")),
                    texts((settled.has("kept") ? settled : plan).path("kept")),
                    plan.path("unreadable").asInt(),
                    entries.size());
        } catch (IllegalArgumentException e) {
            throw new VaultException(
                    "erasure request " + first.id() + " cannot be read from its journal: " + e.getMessage(), e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
