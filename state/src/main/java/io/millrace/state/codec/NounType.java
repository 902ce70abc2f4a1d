package io.millrace.state.codec;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of a domain type, which is opaque to Flink. */
final class NounType<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final Noun noun;

    NounType(Noun noun) {
        this.noun = noun;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return noun.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new NounSerializer<>(noun);
    }

    @Override
    public String toString() {
        return noun.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NounType<?> that && noun == that.noun;
    }

    @Override
    public int hashCode() {
        return noun.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof NounType<?>;
    }
}
