package io.millrace.state.codec;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The snapshot of a {@link DomainTypeSerializer} in a savepoint: the domain type and the version of its format.
 *
 * <p>Every payload has its own version too, so state in an older format is read as it is and rewritten when it changes;
 * state in a newer format is refused. Public, with a public constructor, because Flink instantiates it by reflection;
 * never rename it.
 */
public final class NounSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
    private DomainType domainType = DomainType.VISIT;
    private int codecVersion = 1;

    /** For Flink, which then calls {@link #readSnapshot}. */
    public NounSerializerSnapshot() {}

    NounSerializerSnapshot(DomainType domainType) {
        this.domainType = domainType;
        this.codecVersion = domainType.codec().version();
    }

    @Override
    public int getCurrentVersion() {
        return 1;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeUTF(domainType.name());
        out.writeInt(codecVersion);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
        domainType = DomainType.valueOf(in.readUTF());
        codecVersion = in.readInt();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new DomainTypeSerializer<>(domainType);
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
        if (old instanceof NounSerializerSnapshot<T> that
                && that.domainType == domainType
                && that.codecVersion <= codecVersion) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        return TypeSerializerSchemaCompatibility.incompatible();
    }
}
