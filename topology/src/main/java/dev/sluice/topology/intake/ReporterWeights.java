package dev.sluice.topology.intake;

import dev.sluice.schemas.ReporterStanding;
import dev.sluice.schemas.serde.AvroSerde;
import dev.sluice.schemas.serde.DecodingException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What flags count, out of the table of reporters that casework keeps. A standing that cannot be read, or says what no
 * standing may, counts as none: reports must be heard whatever happens to their weights.
 */
final class ReporterWeights implements FlagWeights {
    private static final float HIGHEST = 2;

    private final AvroSerde<ReporterStanding> standings;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> table;

    ReporterWeights(AvroSerde<ReporterStanding> standings, ReadOnlyKeyValueStore<Bytes, byte[]> table) {
        this.standings = standings;
        this.table = table;
    }

    @Override
    public float weightOf(String reporter) {
        byte[] value = table.get(Bytes.wrap(reporter.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        float weight = value == null ? NEUTRAL : weight(value);
        return weight >= 0 && weight <= HIGHEST ? weight : NEUTRAL;
    }

    private float weight(byte @Nullable [] value) {
        try {
            return standings.decode(value).getWeight();
        } catch (DecodingException e) {
            return NEUTRAL;
        }
    }
}
