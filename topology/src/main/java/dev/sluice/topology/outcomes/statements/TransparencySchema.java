package dev.sluice.topology.outcomes.statements;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sluice.schemas.PublicStatement;
import dev.sluice.topology.policy.StatementGrounds;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attributes of the EU's transparency database, and what they may hold. */
public final class TransparencySchema {
    private static final String RESOURCE = "transparency-database.yaml";
    private static final Pattern PUID = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final String UNION = "EU";
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * One attribute.
     *
     * @param required whether it must be there
     * @param restriction whether it is one of those of which one must be there
     * @param list whether it holds several values
     * @param date whether it is a day
     * @param earliest the first day that it may be; null for no bound
     * @param latest the last one
     * @param max its longest value; 0 for no bound
     * @param values the list that its values are taken from; null for free text
     * @param when {@code attribute=value}: it must be there where that holds, and not where it does not
     */
    private record Attribute(
            @JsonProperty("required") boolean required,
            @JsonProperty("restriction") boolean restriction,
            @JsonProperty("list") boolean list,
            @JsonProperty("date") boolean date,
            @JsonProperty("earliest") @Nullable String earliest,
            @JsonProperty("latest") @Nullable String latest,
            @JsonProperty("max") int max,
            @JsonProperty("values") @Nullable String values,
            @JsonProperty("when") @Nullable String when) {
        /** Whether another attribute makes this one needed. */
        boolean isNeededBy(Map<String, List<String>> given) {
            String condition = when;
            if (condition == null) {
                return false;
            }
            String[] parts = condition.split("=", 2);
            return given.getOrDefault(parts[0], List.of()).contains(parts[1]);
        }
    }

    private record Content(
            @JsonProperty("attributes") Map<String, Attribute> attributes,
            @JsonProperty("values") Map<String, List<String>> values,
            @JsonProperty("union") List<String> union) {}

    private final Content content;

    private TransparencySchema(Content content) {
        this.content = content;
    }

    /** The schema that ships with Sluice. */
    public static TransparencySchema shipped() {
        try (InputStream in = TransparencySchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new TransparencySchema(YAML.readValue(in, Content.class));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /** The countries that these jurisdictions of a policy stand for, as far as the database knows them. */
    public List<String> countries(List<String> jurisdictions) {
        Set<String> countries = new TreeSet<>();
        for (String jurisdiction : jurisdictions) {
            if (jurisdiction.equals(UNION)) {
                countries.addAll(content.union());
            }
            String country = jurisdiction.split("-", 2)[0];
            if (content.values().getOrDefault("country", List.of()).contains(country)) {
                countries.add(country);
            }
        }
        return List.copyOf(countries);
    }

    /** Every attribute that the database knows, those that are never sent included. */
    public Set<String> names() {
        return Set.copyOf(content.attributes().keySet());
    }

    /**
     * The values that an attribute may have.
     *
     * @return empty for free text
     */
    public List<String> values(String attribute) {
        Attribute found = content.attributes().get(attribute);
        String list = found == null ? null : found.values();
        return list == null ? List.of() : content.values().getOrDefault(list, List.of());
    }

    /** The longest value of an attribute. */
    int max(String attribute) {
        Attribute found = content.attributes().get(attribute);
        if (found == null) {
            throw new IllegalArgumentException("attribute '" + attribute + "' is unknown; allowed: "
                    + String.join(", ", content.attributes().keySet()));
        }
        return found.max();
    }

    /** What is wrong with a ground: categories and keywords that the database does not know. */
    public List<String> problems(StatementGrounds.Ground ground) {
        List<String> problems = new ArrayList<>();
        check("category", List.of(ground.category()), problems);
        check("category_specification", ground.keywords(), problems);
        return problems;
    }

    /** What the database would refuse in a statement, each problem by its attribute; empty where it would take it. */
    public List<String> problems(PublicStatement statement) {
        List<String> problems = new ArrayList<>();
        Map<String, List<String>> given = attributes(statement);
        content.attributes().keySet().forEach(name -> check(name, given.getOrDefault(name, List.of()), problems));
        if (!PUID.matcher(statement.getPuid()).matches()) {
            problems.add("puid: only letters, digits, '-' and '_' are allowed");
        }
        if (content.attributes().entrySet().stream()
                .noneMatch(each -> each.getValue().restriction() && given.containsKey(each.getKey()))) {
            problems.add("decision_visibility: is missing");
        }
        content.attributes().forEach((name, attribute) -> {
            if (attribute.isNeededBy(given) && !given.containsKey(name)) {
                problems.add(name + ": is missing");
            }
            if (attribute.when() != null && !attribute.isNeededBy(given) && given.containsKey(name)) {
                problems.add(name + ": is passed over unless " + attribute.when());
            }
        });
        return problems;
    }

    private void check(String name, List<String> given, List<String> problems) {
        Attribute attribute = content.attributes().get(name);
        if (attribute == null) {
            problems.add(name + ": is unknown");
            return;
        }
        if (attribute.required() && given.isEmpty()) {
            problems.add(name + ": is missing");
        }
        for (String value : given) {
            if (attribute.max() > 0 && value.length() > attribute.max()) {
                problems.add(name + ": is longer than " + attribute.max());
            }
            if (attribute.date() && !isDay(value)) {
                problems.add(name + ": is no day");
            } else if (attribute.date() && !isWithin(attribute, value)) {
                problems.add(name + ": is before " + attribute.earliest() + " or after " + attribute.latest());
            }
            List<String> values =
                    attribute.values() == null ? null : content.values().getOrDefault(attribute.values(), List.of());
            if (values != null && !values.contains(value)) {
                problems.add(name + ": " + value + " is not among its values");
            }
        }
    }

    /** Days of this form are in the order of their letters. */
    private static boolean isWithin(Attribute attribute, String day) {
        String earliest = attribute.earliest();
        String latest = attribute.latest();
        return (earliest == null || day.compareTo(earliest) >= 0) && (latest == null || day.compareTo(latest) <= 0);
    }

    private static boolean isDay(String value) {
        try {
            return LocalDate.parse(value).toString().equals(value);
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** The attributes of a statement under the names that the database has for them; empty ones are left out. */
    public static Map<String, List<String>> attributes(PublicStatement statement) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        put(attributes, "puid", statement.getPuid());
        attributes.put("decision_visibility", statement.getDecisionVisibility());
        put(attributes, "decision_facts", statement.getDecisionFacts());
        put(attributes, "decision_ground", statement.getDecisionGround());
        put(attributes, "illegal_content_legal_ground", statement.getIllegalContentLegalGround());
        put(attributes, "illegal_content_explanation", statement.getIllegalContentExplanation());
        put(attributes, "incompatible_content_ground", statement.getIncompatibleContentGround());
        put(attributes, "incompatible_content_explanation", statement.getIncompatibleContentExplanation());
        attributes.put("content_type", statement.getContentType());
        put(attributes, "category", statement.getCategory());
        attributes.put("category_specification", statement.getCategorySpecification());
        attributes.put("territorial_scope", statement.getTerritorialScope());
        put(attributes, "content_language", statement.getContentLanguage());
        put(attributes, "content_date", statement.getContentDate());
        put(attributes, "application_date", statement.getApplicationDate());
        put(attributes, "source_type", statement.getSourceType());
        put(attributes, "automated_detection", statement.getAutomatedDetection() ? "Yes" : "No");
        put(attributes, "automated_decision", statement.getAutomatedDecision());
        attributes.values().removeIf(List::isEmpty);
        return attributes;
    }

    /** Whether the database takes a list of values for the attribute. */
    public boolean isList(String attribute) {
        Attribute found = content.attributes().get(attribute);
        return found != null && found.list();
    }

    private static void put(Map<String, List<String>> attributes, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, List.of(value));
        }
    }
}
