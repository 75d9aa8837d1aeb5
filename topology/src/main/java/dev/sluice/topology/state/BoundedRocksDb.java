package dev.sluice.topology.state;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Keeps all stores of the process within one bound of memory outside the heap. By default each store of each
 * partition takes its own 50 MB of cache and 48 MB of buffers, which twenty of them multiply (Kafka Streams
 * documentation, "Memory Management", RocksDB).
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long MEMORY_BYTES = 128L << 20;
    private static final long WRITE_BUFFER_BYTES = 64L << 20;
    private static final long ONE_BUFFER_BYTES = 8L << 20;
    private static final double MEMTABLE_FILTER_SHARE = 0.05;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.BUFFERS);
        options.setWriteBufferSize(ONE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        // Most lookups are for what is not there, a post that is new: a filter answers those without a search.
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE);
        options.setMemtableWholeKeyFiltering(true);
        // One stream thread writes to a store: what lets several write at once costs it time.
        options.setAllowConcurrentMemtableWrite(false);
        options.setEnableWriteThreadAdaptiveYield(false);
    }

    @Override
    public void close(String storeName, Options options) {
        // The cache and the buffers are shared by all stores and live as long as the process.
    }

    /** Made when the first store opens, not when this class is looked at. */
    private static final class Shared {
        static {
            RocksDB.loadLibrary();
        }

        private static final Cache CACHE = new LRUCache(MEMORY_BYTES);
        private static final WriteBufferManager BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    }
}
