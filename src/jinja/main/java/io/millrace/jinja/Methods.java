package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import io.millrace.ordered.OrderedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** Methods of Python's strings and mappings. */
final class Methods {
    private static final Set<String> OF_STRINGS = OrderedSet.of(
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "startswith",
            "endswith",
            "replace",
            "upper",
            "lower",
            "title",
            "capitalize",
            "join",
            "find",
            "count",
            "removeprefix",
            "removesuffix");
    private static final Set<String> OF_MAPPINGS = OrderedSet.of("items", "keys", "values", "get");

    private Methods() {}

    static boolean knows(String name) {
        return OF_STRINGS.contains(name) || OF_MAPPINGS.contains(name);
    }

    static Object call(Object target, String name, Arguments arguments) {
        if (target instanceof Undefined undefined) {
            throw new TemplateException("%s is undefined, so it has no %s()".formatted(undefined.what(), name));
        }
        if (target instanceof String text && OF_STRINGS.contains(name)) {
            return ofString(text, name, arguments);
        }
        check(
                target instanceof Map<?, ?> && OF_MAPPINGS.contains(name),
                "%s() is not a method of %s",
                name,
                TemplateValues.name(target));
        return ofMapping((Map<?, ?>) target, name, arguments);
    }

    private static Object ofMapping(Map<?, ?> map, String name, Arguments with) {
        return switch (name) {
            case "keys" -> TemplateValues.elements(map, with.budget());
            case "values" -> values(map, with.budget());
            case "items" -> items(map, with.budget());
            default -> {
                Object found =
                        map.get(TemplateValues.key(with.only("key", "default").need(0, "key")));
                yield found != null ? found : with.get(1, "default").orElse(None.NONE);
            }
        };
    }

    private static List<Object> values(Map<?, ?> map, RenderBudget budget) {
        budget.spend(map.size());
        return List.copyOf(map.values());
    }

    /** Pairs of key and value. */
    static List<Object> items(Map<?, ?> map, RenderBudget budget) {
        budget.spend(map.size());
        List<Object> items = new ArrayList<>();
        map.forEach((key, value) -> items.add(List.of(key, value)));
        return items;
    }

    private static Object ofString(String text, String name, Arguments with) {
        with.budget().read(text.length());
        return switch (name) {
            case "strip" -> Strings.strip(text, with.only("chars").string(0, "chars", ""), true, true, with.budget());
            case "lstrip" -> Strings.strip(text, with.only("chars").string(0, "chars", ""), true, false, with.budget());
            case "rstrip" -> Strings.strip(text, with.only("chars").string(0, "chars", ""), false, true, with.budget());
            case "split", "rsplit" -> split(text, with.only("sep", "maxsplit"), name.equals("rsplit"));
            case "startswith" -> any(text, with, String::startsWith);
            case "endswith" -> any(text, with, String::endsWith);
            case "replace" -> Filters.replace(text, with);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> Strings.title(text);
            case "capitalize" -> Strings.capitalize(text);
            case "join" -> Filters.join(with.need(0, "iterable"), text, with.budget());
            case "find" -> {
                int found = Strings.find(text, with.only("sub").string(0, "sub"), with.budget());
                yield (long) (found < 0 ? -1 : text.codePointCount(0, found));
            }
            case "count" -> Strings.count(text, separator(with.only("sub").string(0, "sub")), with.budget());
            case "removeprefix" -> {
                String prefix = with.only("prefix").string(0, "prefix");
                yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }
            default -> {
                String suffix = with.only("suffix").string(0, "suffix");
                yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }
        };
    }

    private static List<Object> split(String text, Arguments with, boolean fromEnd) {
        long most = with.whole(1, "maxsplit", -1);
        if (with.get(0, "sep").orElse(None.NONE) == None.NONE) {
            check(most < 0, "%s by white space takes no maxsplit, had %d", with.callee(), most);
            return Strings.words(text, with.budget());
        }
        String separator = separator(with.string(0, "sep"));
        return fromEnd
                ? Strings.splitFromEnd(text, separator, most, with.budget())
                : Strings.split(text, separator, most, with.budget());
    }

    private static String separator(String text) {
        check(!text.isEmpty(), "separator must not be empty");
        return text;
    }

    /** Whether a condition holds for a string, or for one of a list of strings. */
    private static boolean any(String text, Arguments with, BiPredicate<String, String> test) {
        Object asked = with.only("prefix").need(0, "prefix");
        List<Object> all = asked instanceof List<?> ? TemplateValues.elements(asked, with.budget()) : List.of(asked);
        for (Object one : all) {
            with.budget().spend(1);
            String part = TemplateValues.string(one, "argument of " + with.callee());
            with.budget().read(part.length());
            if (test.test(text, part)) {
                return true;
            }
        }
        return false;
    }
}
