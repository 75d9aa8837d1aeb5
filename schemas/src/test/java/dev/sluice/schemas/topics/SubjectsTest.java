package dev.sluice.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.registry.ShippedSchemas;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

class SubjectsTest {
    @Test
    void everySchemaThatTravelsHasASubject() {
        List<String> records = Subjects.all().stream()
                .map(subject ->
                        SpecificData.get().getSchema(subject.valueType()).getFullName())
                .toList();
        assertThat(records)
                .containsOnlyElementsOf(
                        ShippedSchemas.wire().stream().map(Schema::getFullName).toList());
    }

    @Test
    void noNameComesTwice() {
        assertThat(Subjects.all().stream().map(Subject::name)).doesNotHaveDuplicates();
    }

    @Test
    void aRoleHasThoseThatItWrites() {
        assertThat(Subjects.writtenBy(Role.SINK).stream().map(Subject::name))
                .containsExactly("receipts-value", "dead-letters-value");
        assertThat(Subjects.writtenBy(Role.SCORER))
                .contains(Subjects.ASSESSED_POST)
                .noneMatch(subject -> subject.name().equals("posts-value"));
    }
}
