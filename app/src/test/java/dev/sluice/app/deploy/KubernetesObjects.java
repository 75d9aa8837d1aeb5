package dev.sluice.app.deploy;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.custom.Quantity;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the API server would refuse of an object: unknown fields, wrong types, missing fields. The truth is the API's own
 * OpenAPI description, out of which the models of the Java client are generated: their fields, and which are required.
 */
final class KubernetesObjects {
    private static final String MODELS = "io.kubernetes.client.openapi.models.";
    private static final List<String> GROUPS =
            List.of("v1", "apps/v1", "batch/v1", "policy/v1", "networking.k8s.io/v1", "autoscaling/v2");

    private final List<String> wrong = new ArrayList<>();

    private KubernetesObjects() {}

    /** What is wrong with a whole object. */
    static List<String> wrongWith(Map<String, Object> object) {
        return check(object, true);
    }

    /** What is wrong with a part of one, such as a patch: the same, but for what is missing. */
    static List<String> wrongWithPart(Map<String, Object> object) {
        return check(object, false);
    }

    private static List<String> check(Map<String, Object> object, boolean whole) {
        KubernetesObjects checked = new KubernetesObjects();
        String version = String.valueOf(object.get("apiVersion"));
        String kind = String.valueOf(object.get("kind"));
        String name = version.substring(version.indexOf('/') + 1);
        try {
            if (!GROUPS.contains(version)) {
                throw new ClassNotFoundException(version);
            }
            Class<?> model =
                    Class.forName(MODELS + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1) + kind);
            checked.model(kind, object, model, whole);
        } catch (ClassNotFoundException e) {
            checked.wrong.add(version + " has no " + kind);
        }
        return checked.wrong;
    }

    private void value(String path, Object value, Type type, boolean whole) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                list(path, value, generic.getActualTypeArguments()[0], whole);
            } else {
                table(path, value, generic.getActualTypeArguments()[1], whole);
            }
        } else if (type instanceof Class<?> plain && plain.getName().startsWith(MODELS)) {
            model(path, value, plain, whole);
        } else {
            scalar(path, value, type);
        }
    }

    private void list(String path, Object value, Type element, boolean whole) {
        if (!(value instanceof List<?> list)) {
            wrong.add(path + " is no list");
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            value(path + "[" + i + "]", list.get(i), element, whole);
        }
    }

    private void table(String path, Object value, Type element, boolean whole) {
        if (!(value instanceof Map<?, ?> table)) {
            wrong.add(path + " is no object");
            return;
        }
        table.forEach((key, each) -> value(path + "." + key, each, element, whole));
    }

    private void model(String path, Object value, Class<?> model, boolean whole) {
        if (!(value instanceof Map<?, ?> object)) {
            wrong.add(path + " is no object");
            return;
        }
        Map<String, Field> fields = fieldsOf(model);
        object.forEach((key, each) -> {
            Field field = fields.get(String.valueOf(key));
            if (field == null) {
                wrong.add(path + "." + key + " is unknown");
            } else {
                value(path + "." + key, each, field.getGenericType(), whole);
            }
        });
        if (whole) {
            requiredOf(model).stream()
                    .filter(name -> !object.containsKey(name))
                    .forEach(name -> wrong.add(path + "." + name + " is missing"));
        }
    }

    private void scalar(String path, Object value, Type type) {
        boolean fits = type == Object.class
                || ((type == String.class || type == OffsetDateTime.class || type == byte[].class)
                        && value instanceof String)
                || ((type == Integer.class || type == Long.class) && value instanceof Integer)
                || (type == Boolean.class && value instanceof Boolean)
                || (type == Double.class && value instanceof Number)
                || (type == IntOrString.class && (value instanceof Integer || value instanceof String))
                || (type == Quantity.class && isQuantity(value));
        if (!fits) {
            wrong.add(path + " is '" + value + "', no " + type.getTypeName());
        }
    }

    private static boolean isQuantity(Object value) {
        return value instanceof Number
                || (value instanceof String text && text.matches("\\d+(\\.\\d+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?"));
    }

    private static Map<String, Field> fieldsOf(Class<?> model) {
        Map<String, Field> fields = new HashMap<>();
        for (Field field : model.getDeclaredFields()) {
            SerializedName name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                fields.put(name.value(), field);
            }
        }
        return fields;
    }

    private static Collection<?> requiredOf(Class<?> model) {
        try {
            return (Collection<?>) model.getField("openapiRequiredFields").get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(model + " does not say what it requires", e);
        }
    }
}
