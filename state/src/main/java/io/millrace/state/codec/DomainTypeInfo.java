package io.millrace.state.codec;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Type information of a domain type, which is opaque to Flink. */
final class DomainTypeInfo<T> extends TypeInformation<T> {
    private static final long serialVersionUID = 1;

    private final DomainType domainType;

    DomainTypeInfo(DomainType domainType) {
        this.domainType = domainType;
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
        return domainType.type();
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return new DomainTypeSerializer<>(domainType);
    }

    @Override
    public String toString() {
        return domainType.name();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DomainTypeInfo<?> that && domainType == that.domainType;
    }

    @Override
    public int hashCode() {
        return domainType.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof DomainTypeInfo<?>;
    }
}
