package io.millrace.fuzz;

import io.millrace.jinja.RecordedTemplates;
import io.millrace.jinja.Template;
import io.millrace.jinja.TemplateException;
import io.millrace.token.json.ModelKit;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Chat templates. */
final class TemplateFuzz implements FuzzTarget {
    private static final List<String> WORDS = List.of(
            "{% for m in messages %}",
            "{% endfor %}",
            "{% if x %}",
            "{% elif y %}",
            "{% else %}",
            "{% endif %}",
            "{% set ns = namespace(a=1) %}",
            "{% set ns.a = ns.a ~ ns.a %}",
            "{% set x = [x, x] %}",
            "{% macro f(a) %}",
            "{% endmacro %}",
            "{{ f(1) }}",
            "{{ ",
            " }}",
            "{%- ",
            " -%}",
            "{# ",
            " #}",
            " | tojson(indent=4)",
            " | join(', ')",
            " | unique",
            " | map(attribute='content')",
            " | selectattr('role', 'eq', 'user')",
            " | dictsort",
            " | reverse",
            " | list",
            " | string",
            " | length",
            "[::-1]",
            "[1:]",
            "[0]",
            ".content",
            ".split('a')",
            ".replace('a', 'aa')",
            ".strip()",
            ".find('a')",
            ".count('a')",
            " in ",
            " not in ",
            " == ",
            " is defined",
            " ~ ",
            " * 1000000",
            " // 0",
            " % 7",
            "range(1000000)",
            "raise_exception('no')",
            "strftime_now('%d %b %Y')",
            "loop.index",
            "messages",
            "'ab'",
            "[1, 'a', [2]]",
            "{'a': [1]}",
            "none",
            "true",
            "-1",
            "{% for i in range(1000000) %}",
            "{% break %}",
            "{% continue %}",
            "{% set y %}",
            "{% endset %}",
            "namespace()",
            "dict(a=1)");

    private final List<byte[]> seeds = new ArrayList<>();

    TemplateFuzz() {
        for (ModelKit model : ModelKit.values()) {
            add(model.template());
        }
        RecordedTemplates.all().forEach(this::add);
    }

    private void add(String template) {
        seeds.add(template.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public int weight() {
        return 16;
    }

    @Override
    public Form form() {
        return Form.TEXT;
    }

    @Override
    public List<byte[]> seeds() {
        return seeds;
    }

    @Override
    public List<String> words() {
        return WORDS;
    }

    @Override
    public boolean read(byte[] input, Path folder, SplittableRandom random) {
        Template template = Template.parse(new String(input, StandardCharsets.UTF_8));
        template.render(
                Map.of(
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Be brief."),
                                Map.of("role", "user", "content", "1+1? <think>a</think> \uD83D\uDE00"),
                                Map.of("role", "assistant", "content", "x".repeat(random.nextInt(2) * 100_000))),
                        "add_generation_prompt",
                        true,
                        "bos_token",
                        "<s>"),
                LocalDate.EPOCH);
        return true;
    }

    @Override
    public List<Class<? extends Exception>> refusals() {
        return List.of(TemplateException.class);
    }
}
