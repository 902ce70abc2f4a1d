package io.millrace.state.codec;

import io.millrace.codec.Codec;
import io.millrace.codec.MemoryIndexCodec;
import io.millrace.codec.MinibatchCodec;
import io.millrace.codec.ObservationCodec;
import io.millrace.codec.PassageCodec;
import io.millrace.codec.QueryStatisticsCodec;
import io.millrace.codec.TrainingRowCodec;
import io.millrace.codec.TrajectoryCodec;
import io.millrace.codec.VisitCodec;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.TrainingRow;
import io.millrace.window.Observation;

/** The domain types that Flink serializes. The constant's name is written into savepoints: never rename one. */
enum DomainType {
    VISIT(PromptVisit.class, new VisitCodec()),
    PASSAGE(Passage.class, new PassageCodec()),
    MINIBATCH(Minibatch.class, new MinibatchCodec()),
    TRAJECTORY(Trajectory.class, new TrajectoryCodec()),
    QUERY_STATISTICS(QueryStatistics.class, new QueryStatisticsCodec()),
    CHUNK(Chunk.class, new ChunkCodec()),
    INDEX(MemoryIndex.class, new MemoryIndexCodec()),
    TRAINING_ROW(TrainingRow.class, new TrainingRowCodec()),
    OBSERVATION(Observation.class, new ObservationCodec());

    private final Class<?> type;
    private final Codec<?> codec;

    <T> DomainType(Class<T> type, Codec<T> codec) {
        this.type = type;
        this.codec = codec;
    }

    @SuppressWarnings("unchecked")
    <T> Class<T> type() {
        return (Class<T>) type;
    }

    @SuppressWarnings("unchecked")
    <T> Codec<T> codec() {
        return (Codec<T>) codec;
    }
}
