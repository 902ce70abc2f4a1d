package io.millrace.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{ 'a'!wordwrap }} | line 1, column 8: filter wordwrap is not supported",
                "{{ 1 is prime }} | line 1, column 9: test prime is not supported",
                "{{ lipsum() }} | line 1, column 10: function lipsum is not supported",
                "{{ 'a'.encode() }} | line 1, column 14: method encode is not supported",
                "{{ [].append(1) }} | line 1, column 13: method append is not supported",
                "{{ f(*a) }} | line 1, column 5: function f is not supported",
                "{{ range(*a) }} | line 1, column 10: arguments with * or ** are not supported",
                "{{ 2 ** 3 }} | line 1, column 6: operator ** is not supported",
                "{{ a[0]() }} | line 1, column 8: only functions, macros and methods can be called, and only by name",
                "{% include 'x' %} | line 1, column 4: tag include is not supported",
                "{% for a in b recursive %}{% endfor %} | line 1, column 15: recursive loops are not supported",
                "{% break %} | line 1, column 4: break is outside a loop",
                "{{ a | line 1, column 1: {{ is not closed: }} is missing",
                "{# a | line 1, column 1: comment is not closed: #} is missing",
                "{{ 'a }} | line 1, column 4: string is not closed: ' is missing",
                "{{ a b }} | line 1, column 6: must be }}, was b",
                "{{ }} | line 1, column 4: must be an expression, was }}",
                "{{ a ? b }} | line 1, column 6: must be an expression, was ?",
                "{{ 1e3 }} | line 1, column 4: number must consist of decimal digits, at most 18 in an integer, was 1e3",
                "{% if a %}b | line 1, column 11: is not closed: a tag elif or else or endif is missing",
                "{% endif %} | line 1, column 4: tag endif is not supported",
            })
    void unsupportedSyntaxIsRejectedWithItsNameAndPosition(String source, String message) {
        assertThatThrownBy(() -> Template.parse(source.replace('!', '|')))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{ raise_exception('No ' ~ 'tools') }} | line 1, column 1: the template refuses the conversation: No tools",
                "a{{ x.y }} | line 1, column 2: 'x' is undefined, so it has no y",
                "{{ x.strip() }} | line 1, column 1: 'x' is undefined, so it has no strip()",
                "{{ 1 + 'a' }} | line 1, column 1: operand of + must be a number, was 'a'",
                "{{ none.items() }} | line 1, column 1: items() is not a method of None",
                "{{ 1 < 'a' }} | line 1, column 1: only numbers or strings have an order, were 1 and 'a'",
                "{{ 1 // 0 }} | line 1, column 1: operand of // must not be 0",
                "{% for a in 5 %}{% endfor %} | line 1, column 1: must be a list, a mapping or a string to have elements, was 5",
                "{% set a.b = 1 %} | line 1, column 1: only an attribute of a namespace can be set, a was 'a', which is undefined",
                "{% set a, b = [1] %} | line 1, column 1: a, b must be assigned 2 values, had 1",
                "{{ strftime_now('%q') }} | line 1, column 1: %q in strftime_now is not supported",
                "{{ 999999999999999999 * 999 }} | line 1, column 1: result of * does not fit in 64 bits",
                "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }} | line 1, column 31: m takes at most 1 arguments, had 2",
                "{% macro m(a) %}{% endmacro %}{{ m(b=2) }} | line 1, column 31: m takes no argument b",
                "{{ 'a' in 5 }} | line 1, column 1: must be a list, a mapping or a string to have elements, was 5",
            })
    void unrenderableExpressionsAreRefusedWithTheirPosition(String source, String message) {
        assertThatThrownBy(() -> render(source))
                .isInstanceOf(TemplateException.class)
                .hasMessage(message);
    }

    @Test
    void anErrorHasTheLineOfItsTag() {
        assertThatThrownBy(() -> render("a\nb {% if true %}\n  {{ x.y }}{% endif %}"))
                .hasMessage("line 3, column 3: 'x' is undefined, so it has no y");
    }

    @Test
    void aTemplateThatNeverEndsIsStopped() {
        String endless = "{% for a in range(2000) %}{% for b in range(2000) %}{{ a }}{% endfor %}{% endfor %}";
        assertThatThrownBy(() -> render(endless))
                .hasMessageEndingWith("must take at most 1000000 steps, took more; is there an infinite loop?");
        assertThatThrownBy(() -> render("{{ range(9000000000) }}")).hasMessageContaining("must take at most");
    }

    @Test
    void jsonWithExcessiveIndentationIsRefused() {
        assertThatThrownBy(() -> render("{{ [1] | tojson(indent=9000000000) }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("line 1, column 1: texts must have at most 10000000 characters, one had 9000000000");
        assertThatThrownBy(() -> render("{{ [[[1]]] | tojson(indent=4000000) }}"))
                .isInstanceOf(TemplateException.class)
                .hasMessage("line 1, column 1: texts must have at most 10000000 characters, one had 12000004");
    }

    @Test
    void aTemplateThatFillsTheMemoryIsStopped() {
        assertThatThrownBy(() -> render("{{ 'abc' * 1000000000 }}"))
                .hasMessage("line 1, column 1: texts must have at most 10000000 characters, one had 3000000000");
        String doubling =
                "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}";
        assertThatThrownBy(() -> render(doubling)).hasMessageContaining("texts must have at most 10000000 characters");
        String output = "{% set x = 'a' * 9000000 %}{{ x }}{{ x }}";
        assertThatThrownBy(() -> render(output)).hasMessageContaining("texts must have at most 10000000 characters");
    }

    @Test
    void endlesslyRecursiveMacrosAreStopped() {
        assertThatThrownBy(() -> render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"))
                .hasMessage(
                        "line 1, column 16: macros must be nested at most 50 deep, were deeper; do they call each other?");
    }

    @Test
    void nestingThatIsTooDeepIsRefused() {
        assertThatThrownBy(() -> Template.parse("{{ " + "(".repeat(1000) + "1" + ")".repeat(1000) + " }}"))
                .hasMessage("line 1, column 104: expressions must be nested at most 100 deep, were deeper");
        assertThatThrownBy(() -> Template.parse("{% if a %}".repeat(1000)))
                .hasMessage("line 1, column 501: tags must be nested at most 50 deep, were deeper");
    }

    @Test
    void renderingChangesNeitherVariablesNorTemplate() {
        Template template = Template.parse("{% set a = a + [2] %}{% for x in a %}{{ x }}{% endfor %}");
        Map<String, Object> variables = Map.of("a", List.of(1L));
        assertThat(template.render(variables, LocalDate.EPOCH)).isEqualTo("12");
        assertThat(template.render(variables, LocalDate.EPOCH)).isEqualTo("12");
    }

    private static String render(String source) {
        return Template.parse(source).render(Map.of(), LocalDate.EPOCH);
    }
}
