package dev.sluice.app.config;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EntityTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The table of all keys of {@code sluice.yaml}, as the records that it is read into declare and document them: so
 * that the page cannot say something else than the code does.
 */
final class ConfigurationReference {
    private static final String ROOT = "SluiceConfig";

    /** A key. {@code what} is null where its record says nothing of it. */
    record Key(
            String path,
            String type,
            boolean needed,
            @Nullable String what) {}

    private record Component(
            Tree type, boolean nullable, @Nullable String what) {}

    private record Section(@Nullable String what, Map<String, Component> components) {}

    /** By the record's name with those that it is declared in, such as {@code ServeSection.Tls}. */
    private final Map<String, Section> sections;

    private ConfigurationReference(Map<String, Section> sections) {
        this.sections = sections;
    }

    /** Reads the sources of the package of the configuration. */
    static ConfigurationReference of(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Path> sources;
        try (Stream<Path> files = Files.list(folder)) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        Map<String, Section> sections = new HashMap<>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            DocTrees docs = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Records(docs, sections).scan(unit, null);
            }
        }
        return new ConfigurationReference(sections);
    }

    /** Every key, by section, in the order in which the records declare them. */
    Map<String, List<Key>> keys() {
        Map<String, List<Key>> keys = new LinkedHashMap<>();
        section(ROOT).components().forEach((name, component) -> {
            Map<String, Key> found = new LinkedHashMap<>();
            add(name, component, ROOT, found);
            keys.put(name, List.copyOf(found.values()));
        });
        return keys;
    }

    /** The page. */
    String page() {
        StringBuilder page = new StringBuilder("""
                # Every key of sluice.yaml

                Made from the code by `ConfigurationReferenceTest`; do not edit it. [Configuration](configuration.md) explains sections by example.
                Durations are written as in ISO 8601 (`PT30S`, `P2D`). Paths are taken from the folder that the process was started in.
                """);
        keys().forEach((section, keys) -> {
            page.append("\n## ")
                    .append(section)
                    .append("\n\n| key | is | needed | what it says |\n|---|---|---|---|\n");
            for (Key key : keys) {
                page.append("| `%s` | %s | %s | %s |\n"
                        .formatted(key.path(), key.type(), key.needed() ? "yes" : "", key.what()));
            }
        });
        return page.toString();
    }

    /** Adds a key and those below it. {@code scope} is the record that declares it. */
    private void add(String path, Component component, String scope, Map<String, Key> keys) {
        String type = component.type().toString();
        String nested = elementOf(component.type());
        keys.put(path, new Key(path, describe(type, nested, scope), needed(component), component.what()));
        String inside = resolve(nested.isEmpty() ? type : nested, scope);
        if (!inside.isEmpty()) {
            String below = nested.isEmpty() ? path + "." : path + "[].";
            section(inside).components().forEach((name, child) -> add(below + name, child, inside, keys));
        }
    }

    /** The record that a type's name means within another, as Java reads it; empty for what is no section. */
    private String resolve(String type, String scope) {
        for (String within = scope; !within.isEmpty(); within = enclosing(within)) {
            if (sections.containsKey(within + '.' + type)) {
                return within + '.' + type;
            }
        }
        return sections.containsKey(type) ? type : "";
    }

    private static String enclosing(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }

    private Section section(String name) {
        Section section = sections.get(name);
        if (section == null) {
            throw new IllegalStateException("no record " + name + " in the package of the configuration");
        }
        return section;
    }

    private static boolean needed(Component component) {
        return !component.nullable() && !(component.type().toString().equals("boolean"));
    }

    /** The type of a list's elements; empty for what is no list. */
    private static String elementOf(Tree type) {
        return type instanceof ParameterizedTypeTree list
                        && list.getType().toString().endsWith("List")
                ? list.getTypeArguments().getFirst().toString()
                : "";
    }

    private String describe(String type, String element, String scope) {
        if (!element.isEmpty()) {
            return "list of " + (resolve(element, scope).isEmpty() ? plural(describe(element, "", scope)) : "sections");
        }
        return switch (type) {
            case "String" -> "text";
            case "Integer", "int", "Long", "long" -> "whole number";
            case "Double", "double" -> "number";
            case "Boolean", "boolean" -> "true or false";
            default -> {
                if (type.startsWith("Map<")) {
                    yield "map";
                }
                if (resolve(type, scope).isEmpty()) {
                    throw new IllegalStateException("no words for the type " + type + ": add them here");
                }
                yield "section";
            }
        };
    }

    private static String plural(String words) {
        return words.equals("text") ? "texts" : words + "s";
    }

    /** Collects records with what their Javadoc says of each component. */
    private static final class Records extends TreePathScanner<@Nullable Void, @Nullable Void> {
        private final DocTrees docs;
        private final Map<String, Section> sections;

        Records(DocTrees docs, Map<String, Section> sections) {
            this.docs = docs;
            this.sections = sections;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            if (type.getKind() == Tree.Kind.RECORD) {
                sections.put(qualified(type), section(type, getCurrentPath()));
            }
            return super.visitClass(type, none);
        }

        private String qualified(ClassTree type) {
            String name = type.getSimpleName().toString();
            for (TreePath outer = getCurrentPath().getParentPath(); outer != null; outer = outer.getParentPath()) {
                if (outer.getLeaf() instanceof ClassTree around) {
                    name = around.getSimpleName() + "." + name;
                }
            }
            return name;
        }

        private Section section(ClassTree type, TreePath path) {
            DocCommentTree comment = docs.getDocCommentTree(path);
            Map<String, String> params = new HashMap<>();
            if (comment != null) {
                for (DocTree tag : comment.getBlockTags()) {
                    if (tag instanceof ParamTree param) {
                        params.put(param.getName().toString(), text(param.getDescription()));
                    }
                }
            }
            Map<String, Component> components = new LinkedHashMap<>();
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field && isComponent(field.getModifiers())) {
                    String name = field.getName().toString();
                    components.put(name, component(field, params.get(name)));
                }
            }
            return new Section(comment == null ? null : text(comment.getFirstSentence()), components);
        }

        private static boolean isComponent(ModifiersTree modifiers) {
            return !modifiers.getFlags().contains(javax.lang.model.element.Modifier.STATIC);
        }

        private static Component component(VariableTree field, @Nullable String what) {
            Tree type = field.getType();
            boolean nullable = field.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().endsWith("Nullable"));
            if (type instanceof AnnotatedTypeTree annotated) {
                nullable = true;
                type = annotated.getUnderlyingType();
            }
            return new Component(type, nullable, what);
        }

        private static String text(List<? extends DocTree> parts) {
            return parts.stream()
                    .map(Records::text)
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .replace("|", "\\|")
                    .strip();
        }

        private static String text(DocTree part) {
            return switch (part) {
                case LiteralTree literal -> '`' + literal.getBody().getBody() + '`';
                case LinkTree link -> '`' + link.getReference().toString() + '`';
                case TextTree text -> text.getBody();
                case EntityTree entity -> entity.toString();
                default -> part.toString();
            };
        }
    }
}
