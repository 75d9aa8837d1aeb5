package dev.sluice.topology.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.topology.policy.PolicyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {
    private static final String GOOD = """
            source: forum
            description: A forum.
            fields:
              id: /id
              createdAt: /at
              text: /text
            events:
              - name: post
                is: created
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '→', quoteCharacter = '`', textBlock = """
                    source: forum → source: Forum → forum.yaml:1: key 'source' of the mapping is 'Forum'; allowed: a name of a-z, 0-9 and -, at most 32 long
                    description: A forum. → descripton: x → forum.yaml:2: key 'descripton' is unknown in the mapping; allowed: source, description, documents, namespace, format, tombstones, conversations, unpack, each, fields, events
                    id: /id → identity: /id → forum.yaml:4: key 'identity' is unknown in fields; allowed: id, community, thread, parent, author, target, createdAt, authorSince, language, url, authorPosts, revision, text, labels, media
                    id: /id → id: "{id}" → forum.yaml:4: the value has '{id}'; allowed in braces: a JSON Pointer, @key, @timestamp, @mention, @header.NAME
                    id: /id → id: "{/id" → forum.yaml:4: the value is '{/id'; allowed: every { with its }
                    id: /id → author: /id → forum.yaml:8: event 'post' has no field 'id'
                    createdAt: /at → createdAt: {at: /at, time: hours} → forum.yaml:5: the value is 'hours'; allowed: iso, seconds, millis, micros
                    createdAt: /at → createdAt: {at: /at, pattern: "(a)(b)"} → forum.yaml:5: key 'pattern' of field 'createdAt' of event 'post' is '(a)(b)'; allowed: a regular expression of RE2 with one group
                    text: /text → text: {at: /text, as: bbcode} → forum.yaml:6: the value text format 'bbcode'; allowed: plain, html, markdown, slack, discord, facets
                    text: /text → text: words → forum.yaml:6: the value is 'words'; allowed: a JSON Pointer such as /author/id, or one within the item such as ./id
                    text: /text → language: /text → forum.yaml:8: event 'post' has no field 'text'
                    text: /text → revision: {} → forum.yaml:6: revision has neither or both of number and edited; allowed: one of them
                    is: created → is: gone → forum.yaml:9: key 'is' of an event is 'gone'; allowed: created, edited, deleted, ignored
                    is: created → is: ignored → forum.yaml:8: event 'post' is ignored and has no key 'because'; allowed: a reason for events that are ignored, and only for those
                    source: forum → `source: forum\ntombstones: delete` → forum.yaml:2: key 'tombstones' of the mapping is 'delete'; allowed: refuse, ignore, or a mapping with the id that is deleted
                    source: forum → `source: forum\ntombstones: {id: /id}` → forum.yaml:2: id of tombstones has a pointer, and a tombstone has no value; allowed: @key, @timestamp, @header.NAME
                    source: forum → `source: forum\ntombstones: {id: "post-{@mention}"}` → forum.yaml:2: id of tombstones has a pointer, and a tombstone has no value; allowed: @key, @timestamp, @header.NAME
                    source: forum → `source: forum\ntombstones: {author: "@key"}` → forum.yaml:2: tombstones has no field 'id'
                    source: forum → `source: forum\ntombstones: {thread: "@key"}` → forum.yaml:2: key 'thread' is unknown in tombstones; allowed: id, author, createdAt
                    source: forum → `source: forum\nconversations: none` → forum.yaml:2: key 'conversations' of the mapping is 'none'; allowed: thread, replies
                    text: /text → `text: /text\n  thread: /thread\nconversations: replies` → forum.yaml:10: event 'post' has the field 'thread' beside conversations: replies; allowed: one of them
                    """)
    void aWrongMappingNamesLineKeyAndWhatIsAllowed(String good, String wrong, String message) throws IOException {
        Path file = folder.resolve("forum.yaml");
        Files.writeString(file, GOOD.replace(good, wrong.replace("\\n", "\n")));
        assertThatThrownBy(() -> MappingReader.read(file))
                .isInstanceOf(PolicyException.class)
                .hasMessage(folder + "/" + message);
    }

    @Test
    void theVersionFollowsTheText() throws IOException {
        Path file = folder.resolve("forum.yaml");
        Files.writeString(file, GOOD);
        String first = MappingReader.read(file).version();
        Files.writeString(file, GOOD + "# a word more\n");
        assertThat(MappingReader.read(file).version()).isNotEqualTo(first).matches("[0-9a-f]{16}");
    }

    @Test
    void aFolderOfOnesOwnHidesTheShippedOne() throws IOException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path shipped = Files.createDirectory(folder.resolve("shipped"));
        Files.writeString(shipped.resolve("forum.yaml"), GOOD);
        Files.writeString(own.resolve("forum.yaml"), GOOD.replace("A forum.", "Our forum."));
        SourceMappings mappings = SourceMappings.in(List.of(folder.resolve("none"), own, shipped));
        assertThat(mappings.names()).containsExactly("forum");
        assertThat(mappings.read("forum").description()).isEqualTo("Our forum.");
        assertThatThrownBy(() -> mappings.read("board"))
                .hasMessage("source 'board' is unknown; allowed: forum, or a file that ends in .yaml");
    }
}
