package io.millrace.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.millrace.plugin.Extensions;
import java.lang.reflect.Constructor;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EveryVerifierHasAContractTest {
    @Test
    void everyRegisteredTypeRunsTheContract() throws Exception {
        Set<String> types = new TreeSet<>();
        for (JavaClass test : new ClassFileImporter().importPackages("io.millrace")) {
            if (test.isAssignableTo(VerifierContract.class)
                    && !test.getModifiers().contains(JavaModifier.ABSTRACT)) {
                Constructor<?> constructor = test.reflect().getDeclaredConstructor();
                constructor.setAccessible(true);
                ((VerifierContract) constructor.newInstance()).cases().forEach(one -> types.add(one.type()));
            }
        }
        assertThat(types).containsAll(Extensions.types(VerifierType.class));
    }
}
