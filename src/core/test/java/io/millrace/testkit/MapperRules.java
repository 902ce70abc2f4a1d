package io.millrace.testkit;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.lang.ArchRule;

/** JSON mappers are created in one place only. */
public final class MapperRules {
    private MapperRules() {}

    public static ArchRule mappersAreMadeInOnePlace() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.millrace.json.JsonMappers")
                .should()
                .callConstructorWhere(target(owner(assignableTo(ObjectMapper.class))))
                .orShould()
                .callMethodWhere(target(nameMatching("builder")).and(target(owner(assignableTo(ObjectMapper.class)))))
                .as("mappers of JSON and YAML are created only by JsonMappers");
    }
}
