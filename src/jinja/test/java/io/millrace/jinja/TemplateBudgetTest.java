package io.millrace.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Templates that take disproportionate time or memory, each through a different operation. Without the budget each of
 * them runs for minutes.
 */
@Timeout(120)
class TemplateBudgetTest {
    private static final String LONG = "{% set a = 'ab' * 2000000 %}";
    private static final String DOUBLED =
            "{% set ns = namespace(v=['x']) %}{% for i in range(60) %}{% set ns.v = [ns.v, ns.v] %}{% endfor %}";
    private static final String DEEP =
            "{% set ns = namespace(v=['x']) %}{% for i in range(300) %}{% set ns.v = [ns.v] %}{% endfor %}";
    private static final String AGAIN = "{% for i in range(900000) %}%s{% endfor %}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% if 'c' in a %}{% endif %}",
                "{% if a.find('c') > 0 %}{% endif %}",
                "{% if a.count('c') > 0 %}{% endif %}",
                "{% if a == a ~ '' %}{% endif %}",
                "{% if a < a %}{% endif %}",
                "{% if a is eq a %}{% endif %}",
                "{% if a is in [a] %}{% endif %}",
                "{% if a | length > 3 %}{% endif %}",
                "{% if a.split('c') %}{% endif %}",
                "{% if a.rsplit('c') %}{% endif %}",
                "{% if a.split() %}{% endif %}",
                "{% if a.replace('c', 'd') %}{% endif %}",
                "{% if a.strip('ab') %}{% endif %}",
                "{% if a | trim %}{% endif %}",
                "{% if a.startswith(a) %}{% endif %}",
                "{% if a.upper() %}{% endif %}",
                "{% if a | title %}{% endif %}",
                "{% if a | tojson %}{% endif %}",
                "{% if a | reverse %}{% endif %}",
                "{% if a | list %}{% endif %}",
                "{% if a | int %}{% endif %}",
                "{% if a | float %}{% endif %}",
                "{% if a[::2] %}{% endif %}",
                "{% if a[5] %}{% endif %}",
                "{% if [a, a] | unique %}{% endif %}",
                "{% if [a, a] | join(a) %}{% endif %}",
                "{% if {a: a} | dictsort %}{% endif %}",
                "{% if [[a]] == [[a]] %}{% endif %}",
                "{% if [a] | map('upper') | list %}{% endif %}",
                "{% if [a] | select('eq', a) | list %}{% endif %}",
                "{% set b %}{{ a }}{% endset %}",
                "{% set b %}{% if a %}x{% endif %}{% endset %}{% if a ~ b %}{% endif %}"
            })
    void readingAWholeValueIsChargedByItsLength(String operation) {
        refused(LONG + AGAIN.replace("%s", operation), "must take at most 1000000 steps, took more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ns.v }}",
                "{{ ns.v | tojson }}",
                "{{ ns.v | string }}",
                "{{ ns.v ~ '' }}",
                "{{ ns.v | join }}",
                "{{ [ns.v] == [ns.v] }}",
                "{{ ns.v in [ns.v] }}",
                "{{ [ns.v, ns.v] | unique }}"
            })
    void traversingANestedValueIsCharged(String operation) {
        refused(DOUBLED + operation, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ ns.v }}", "{{ ns.v | tojson }}", "{{ [ns.v] == [ns.v] }}", "{{ ns.v in [ns.v] }}"})
    void traversingADeepValueIsRefused(String operation) {
        refused(DEEP + operation, "lists and mappings must be nested at most 100 deep, were deeper");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ '%s' | replace('aX', '') }}",
                "{{ '%s'.find('%sX') }}",
                "{{ '%s'.count('%sX') }}",
                "{{ '%sX' in '%s' }}",
                "{{ '%s'.rsplit('X%s') | length }}"
            })
    void searchingTakesLinearTime(String operation) {
        render(operation.replace("%s", "a".repeat(400_000)));
    }

    @Test
    void assigningToANamespaceDoesNotTraverseItsContents() {
        assertThat(render("{% set ns = namespace(a='x' * 1000000, i=0) %}"
                        + "{% for i in range(100000) %}{% set ns.i = ns.i + 1 %}{% endfor %}{{ ns.i }}"))
                .isEqualTo("100000");
    }

    @Test
    void aNamespaceThatContainsItselfIsShownByItsType() {
        assertThat(render("{% set ns = namespace() %}{% set ns.a = ns %}{{ ns }} {{ [ns] }} {{ ns == ns.a }}"))
                .isEqualTo("namespace [namespace] True");
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", " and 1", " or 0", " | string", ".a", "[0]", " ~ 'a'", " is string", " if true"})
    void aLongChainIsNestedTooDeep(String link) {
        refused(
                "{{ x" + link.repeat(200_000) + " }}",
                "expressions and tags must be nested at most 500 deep, were deeper");
    }

    @Test
    void manyNotsAreNestedTooDeep() {
        refused(
                "{{ " + "not ".repeat(200_000) + "x }}",
                "expressions and tags must be nested at most 500 deep, were deeper");
    }

    @Test
    void manyBranchesDoNotCountAsNesting() {
        assertThat(render("{% if false %}" + "{% elif false %}".repeat(50_000) + "{% else %}x{% endif %}"))
                .isEqualTo("x");
    }

    @Test
    void manyTagsInOneLineAreReadInLinearTime() {
        assertThat(render("a{% if x %}{% endif %}".repeat(50_000))).hasSize(50_000);
    }

    @Test
    void staticTextIsChargedEachTimeItIsCaptured() {
        refused(
                AGAIN.replace("%s", "{% set b %}" + "x".repeat(1_000_000) + "{% endset %}"),
                "must take at most 1000000 steps, took more");
    }

    @Test
    void manyLongTextsAreRefusedBeforeTheyFillTheMemory() {
        refused(
                "{% set ns = namespace(v=[]) %}" + AGAIN.replace("%s", "{% set ns.v = ns.v + ['é中' * 4000000] %}"),
                "must take at most 1000000 steps, took more");
    }

    @Test
    void aMacroWithADuplicateParameterUsesItsLastValue() {
        assertThat(render("{% macro m(a, a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}"))
                .isEqualTo("2");
    }

    @Test
    void stepsAndRangesEndAtTheirBounds() {
        assertThat(render("{{ [1, 2, 3][::900000000000000000 * 10] }}{{ [1, 2, 3][::-900000000000000000 * 10] }}"))
                .isEqualTo("[1][3]");
        assertThat(render("{{ range(0, 9000000000000000000 // 1, 5000000000000000000 // 1) | length }}"
                        .replace("9000000000000000000", "(900000000000000000 * 10)")
                        .replace("5000000000000000000", "(500000000000000000 * 10)")))
                .isEqualTo("2");
    }

    @Test
    void numbersOfAnyKindAreEqualWithinLists() {
        assertThat(render("{{ [1, [2]] == [1.0, [2.0]] }}{{ {'a': 1} == {'a': true} }}{{ [1] == [2] }}"))
                .isEqualTo("TrueTrueFalse");
    }

    private static void refused(String template, String rule) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(rule);
    }

    private static String render(String template) {
        return Template.parse(template)
                .render(Map.of("messages", List.of(Map.of("role", "user", "content", "x"))), LocalDate.EPOCH);
    }
}
