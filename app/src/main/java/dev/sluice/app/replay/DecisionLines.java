package dev.sluice.app.replay;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.sluice.app.play.ContextJson;
import dev.sluice.schemas.Context;
import dev.sluice.schemas.Decision;
import dev.sluice.schemas.DecisionFacts;
import dev.sluice.schemas.Outcome;
import dev.sluice.schemas.Risk;
import dev.sluice.schemas.Trigger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads lines of {@code decisions.jsonl} back into records, as far as a replay needs them. */
final class DecisionLines {
    private static final ObjectReader JSON = new ObjectMapper().reader();

    private DecisionLines() {}

    /**
     * The decision of a line.
     *
     * @param place file and number of the line, for messages
     * @throws ReplayException naming the place and what is wrong there
     */
    static Decision read(String line, String place) {
        try {
            JsonNode json = JSON.readTree(line);
            if (!json.isObject()) {
                throw new ReplayException(place + ": is no JSON object; needed: a line of decisions.jsonl");
            }
            return decision(new Fields(json, place), place);
        } catch (JacksonException e) {
            throw new ReplayException(place + ": is not JSON");
        }
    }

    private static Decision decision(Fields json, String place) {
        Decision decision = new Decision();
        decision.setPost(json.text("id"));
        decision.setRevision(json.number("revision"));
        decision.setId(json.text("decision"));
        decision.setOutcome(json.oneOf(Outcome.class, "outcome"));
        decision.setEscalated(json.optional("escalated"));
        decision.setRule(json.text("rule"));
        decision.setSupersedes(json.optional("supersedes"));
        decision.setThread(json.text("thread"));
        decision.setCommunity(json.text("community"));
        decision.setAuthor(json.optional("author"));
        decision.setLanguage(json.text("language"));
        decision.setTrigger(json.oneOf(Trigger.class, "trigger"));
        decision.setPostCreatedAt(json.time("createdAt"));
        decision.setDecidedAt(json.time("decidedAt"));
        String[] policy = json.text("policy").split("@", 2);
        decision.setPolicy(policy[0]);
        decision.setPolicyVersion(policy.length == 2 ? policy[1] : "");
        decision.setOtherRules(json.texts("otherRules"));
        decision.setSignals(json.texts("signals"));
        decision.setRisk(risk(json.object("risk")));
        decision.setContext(context(json.node("context"), place));
        decision.setFacts(json.has("facts") ? facts(json.object("facts")) : null);
        return decision;
    }

    private static Context context(JsonNode json, String place) {
        try {
            return ContextJson.read(json);
        } catch (IllegalArgumentException e) {
            throw new ReplayException(place + ": " + e.getMessage());
        }
    }

    private static Risk risk(Fields json) {
        return new Risk(
                json.real("abuse"),
                json.real("insult"),
                json.real("threat"),
                json.real("profanity"),
                json.real("hate"),
                json.real("defamation"));
    }

    private static DecisionFacts facts(Fields json) {
        return new DecisionFacts(
                json.text("occasion"),
                json.optional("jurisdiction"),
                json.flag("hasTarget"),
                json.flag("cut"),
                json.number("length"),
                json.flag("languageCovered"),
                json.texts("missing"));
    }

    /** Fields of one object; each method names what is missing or of the wrong kind. */
    private record Fields(JsonNode json, String place) {
        boolean has(String name) {
            return json.hasNonNull(name);
        }

        JsonNode node(String name) {
            JsonNode value = json.get(name);
            if (value == null || value.isNull()) {
                throw new ReplayException(
                        place + ": has no '" + name + "'; needed: decisions written by this version of `sluice run`");
            }
            return value;
        }

        Fields object(String name) {
            return new Fields(node(name), place);
        }

        String text(String name) {
            return node(name).asText();
        }

        @Nullable
        String optional(String name) {
            return has(name) ? text(name) : null;
        }

        int number(String name) {
            JsonNode value = node(name);
            if (!value.canConvertToInt()) {
                throw wrong(name, "a whole number");
            }
            return value.intValue();
        }

        float real(String name) {
            JsonNode value = node(name);
            if (!value.isNumber()) {
                throw wrong(name, "a number");
            }
            return value.floatValue();
        }

        boolean flag(String name) {
            JsonNode value = node(name);
            if (!value.isBoolean()) {
                throw wrong(name, "true or false");
            }
            return value.booleanValue();
        }

        Instant time(String name) {
            try {
                return Instant.parse(text(name));
            } catch (DateTimeException e) {
                throw wrong(name, "a time such as 2026-11-01T10:00:00Z");
            }
        }

        List<String> texts(String name) {
            JsonNode value = node(name);
            if (!value.isArray()) {
                throw wrong(name, "a list");
            }
            List<String> texts = new ArrayList<>(value.size());
            value.forEach(each -> texts.add(each.asText()));
            return texts;
        }

        <E extends Enum<E>> E oneOf(Class<E> type, String name) {
            try {
                return Enum.valueOf(type, text(name).toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw wrong(name, "one of " + List.of(type.getEnumConstants()));
            }
        }

        private ReplayException wrong(String name, String allowed) {
            return new ReplayException(place + ": '" + name + "' is " + json.get(name) + "; allowed: " + allowed);
        }
    }
}
