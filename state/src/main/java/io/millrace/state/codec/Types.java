package io.millrace.state.codec;

import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Trajectory;
import io.millrace.model.Minibatch;
import io.millrace.model.Passage;
import io.millrace.model.PromptVisit;
import io.millrace.model.TrainingRow;
import io.millrace.window.Observation;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink type information of the domain types that are sent between operators or stored in state. */
public final class Types {
    public static final TypeInformation<PromptVisit> VISIT = new DomainTypeInfo<>(DomainType.VISIT);
    public static final TypeInformation<Passage> PASSAGE = new DomainTypeInfo<>(DomainType.PASSAGE);
    public static final TypeInformation<Minibatch> MINIBATCH = new DomainTypeInfo<>(DomainType.MINIBATCH);
    public static final TypeInformation<Trajectory> TRAJECTORY = new DomainTypeInfo<>(DomainType.TRAJECTORY);
    public static final TypeInformation<QueryStatistics> QUERY_STATISTICS =
            new DomainTypeInfo<>(DomainType.QUERY_STATISTICS);
    public static final TypeInformation<Chunk> CHUNK = new DomainTypeInfo<>(DomainType.CHUNK);
    public static final TypeInformation<MemoryIndex> INDEX = new DomainTypeInfo<>(DomainType.INDEX);
    public static final TypeInformation<TrainingRow> TRAINING_ROW = new DomainTypeInfo<>(DomainType.TRAINING_ROW);
    public static final TypeInformation<Observation> OBSERVATION = new DomainTypeInfo<>(DomainType.OBSERVATION);

    private Types() {}
}
