package io.millrace.state.codec;

import io.millrace.codec.Versioned;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes a domain type with its codec. Values are immutable, so copies are the values themselves. */
final class DomainTypeSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    private final DomainType domainType;

    DomainTypeSerializer(DomainType domainType) {
        this.domainType = domainType;
    }

    DomainType domainType() {
        return domainType;
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return this;
    }

    @Override
    public T createInstance() {
        // Flink requests an instance only to fill it later, which an immutable value does not allow; it accepts null
        // here.
        return nothing();
    }

    @SuppressWarnings("NullAway")
    private static <T> T nothing() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public T copy(T from, T reuse) {
        return from;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        Versioned.write(domainType.<T>codec(), value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return Versioned.read(domainType.<T>codec(), source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainTypeSerializer<?> that && domainType == that.domainType;
    }

    @Override
    public int hashCode() {
        return domainType.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new NounSerializerSnapshot<>(domainType);
    }
}
