package io.millrace.testkit;

import io.millrace.config.MemoryConfig;
import io.millrace.memory.TrajectoryMemory;
import io.millrace.memory.TrajectoryMemoryContract;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

class MemoryInMemoryTest extends TrajectoryMemoryContract {
    private final Map<String, MemoryInMemory> memories = new LinkedHashMap<>();
    private MemoryConfig config;
    private long now;

    @BeforeEach
    void forget() {
        memories.clear();
    }

    @Override
    protected void open(MemoryConfig opened) {
        config = opened;
        now = 0;
    }

    @Override
    protected TrajectoryMemory of(String query) {
        MemoryInMemory memory = memories.computeIfAbsent(query, id -> new MemoryInMemory(id, config));
        memory.at(now);
        return memory;
    }

    @Override
    protected void at(long time) {
        now = time;
    }
}
