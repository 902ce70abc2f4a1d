package io.millrace.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Collections without a fixed iteration order must not be created: anything written, hashed, summed or compared in their order
 * would differ between equal runs.
 */
public final class FixedOrderRules {
    private static final List<String> UNORDERED = List.of(
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.WeakHashMap",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentHashMap$KeySetView");

    /** Classes whose unordered collections are only looked up by key, with the reason. */
    private static final Map<String, String> LOOKED_UP_ONLY = Map.of(
            "io.millrace.plugin.Extensions", "a cache by class loader",
            "io.millrace.plugin.RegistrationFile", "a cache by class loader",
            "io.millrace.token.Tokenizers", "a cache by path",
            "io.millrace.verify.http.Exchange", "requests to cancel, in whatever order",
            "io.millrace.verify.math.algebra.Values", "a cache by identity",
            "io.millrace.jobs.live.LiveMetrics", "metrics by identity; readings are sorted");

    private FixedOrderRules() {}

    /** For the classes of a module. */
    public static ArchRule noUnorderedCollections() {
        return classes()
                .should(createNoUnorderedCollections())
                .as(
                        "no unordered collections: use OrderedMap, OrderedSet, LinkedHashMap, LinkedHashSet, or sorted ones");
    }

    private static ArchCondition<JavaClass> createNoUnorderedCollections() {
        return new ArchCondition<>("create no unordered collections") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                if (LOOKED_UP_ONLY.containsKey(topLevel(user).getName())) {
                    return;
                }
                for (JavaCodeUnitAccess<?> access : user.getCodeUnitAccessesFromSelf()) {
                    if (isUnordered(access.getTarget())) {
                        events.add(SimpleConditionEvent.violated(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static JavaClass topLevel(JavaClass type) {
        return type.getEnclosingClass().map(FixedOrderRules::topLevel).orElse(type);
    }

    private static boolean isUnordered(AccessTarget.CodeUnitAccessTarget target) {
        int arguments = target.getRawParameterTypes().size();
        if (target.getOwner().isEquivalentTo(Map.class)) {
            return switch (target.getName()) {
                case "of" -> arguments > 2;
                case "ofEntries", "copyOf" -> true;
                default -> false;
            };
        }
        if (target.getOwner().isEquivalentTo(Set.class)) {
            return switch (target.getName()) {
                case "of" ->
                    arguments > 1
                            || arguments == 1
                                    && target.getRawParameterTypes().get(0).isArray();
                case "copyOf" -> true;
                default -> false;
            };
        }
        if (target.getOwner().isEquivalentTo(Collectors.class)) {
            return switch (target.getName()) {
                case "toSet", "toUnmodifiableSet", "toUnmodifiableMap", "toConcurrentMap", "groupingByConcurrent" ->
                    true;
                case "toMap" -> arguments < 4;
                case "groupingBy" -> arguments < 3;
                default -> false;
            };
        }
        return UNORDERED.contains(target.getOwner().getName())
                && (target.getName().equals("<init>") || target.getName().equals("newKeySet"));
    }
}
