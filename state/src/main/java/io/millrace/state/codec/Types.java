package io.millrace.state.codec;

import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.TrainingRow;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink type information of the domain types that are sent between operators or stored in state. */
public final class Types {
    public static final TypeInformation<PromptVisit> VISIT = new NounType<>(Noun.VISIT);
    public static final TypeInformation<Passage> PASSAGE = new NounType<>(Noun.PASSAGE);
    public static final TypeInformation<Minibatch> MINIBATCH = new NounType<>(Noun.MINIBATCH);
    public static final TypeInformation<Trajectory> TRAJECTORY = new NounType<>(Noun.TRAJECTORY);
    public static final TypeInformation<QueryStatistics> QUERY_STATISTICS = new NounType<>(Noun.QUERY_STATISTICS);
    public static final TypeInformation<Chunk> CHUNK = new NounType<>(Noun.CHUNK);
    public static final TypeInformation<MemoryIndex> INDEX = new NounType<>(Noun.INDEX);
    public static final TypeInformation<TrainingRow> TRAINING_ROW = new NounType<>(Noun.TRAINING_ROW);

    private Types() {}
}
