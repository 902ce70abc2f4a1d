package io.millrace.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import org.jspecify.annotations.NullMarked;

/** The compiler checks null only in marked packages; unmarked ones would be skipped silently. */
public final class NullRules {
    private NullRules() {}

    public static ArchRule everyPackageIsNullMarked() {
        return classes()
                .should(ArchConditions.be(DescribedPredicate.describe(
                        "in a package whose package-info is annotated with @NullMarked",
                        (JavaClass type) -> type.getPackage().isAnnotatedWith(NullMarked.class))));
    }
}
