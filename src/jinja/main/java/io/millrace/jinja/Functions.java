package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import io.millrace.ordered.OrderedMap;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The built-in functions of templates. */
final class Functions {
    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final Map<Character, String> DATE_PARTS = OrderedMap.ofEntries(
            Map.entry('d', "dd"),
            Map.entry('m', "MM"),
            Map.entry('Y', "yyyy"),
            Map.entry('y', "yy"),
            Map.entry('b', "MMM"),
            Map.entry('B', "MMMM"),
            Map.entry('a', "EEE"),
            Map.entry('A', "EEEE"),
            Map.entry('j', "DDD"),
            Map.entry('H', "HH"),
            Map.entry('M', "mm"),
            Map.entry('S', "ss"));

    private Functions() {}

    /**
     * Functions by name.
     *
     * @param today date of strftime_now; the time is always midnight
     */
    static Map<String, Object> all(LocalDate today) {
        Map<String, Callable> functions = OrderedMap.ofEntries(
                Map.entry("raise_exception", (with, scope) -> {
                    throw new TemplateException("the template refuses the conversation: "
                            + shortened(TemplateValues.text(with.need(0, "message"), scope.budget())));
                }),
                Map.entry(
                        "namespace",
                        (with, scope) -> new Namespace(with.only(names(with)).named())),
                Map.entry(
                        "dict",
                        (with, scope) ->
                                new LinkedHashMap<>(with.only(names(with)).named())),
                Map.entry("range", (with, scope) -> range(with, scope)),
                Map.entry(
                        "strftime_now",
                        (with, scope) -> date(today, with.only("format").string(0, "format"), scope)));
        return OrderedMap.copyOf(functions);
    }

    private static String shortened(String message) {
        return message.length() <= MAX_MESSAGE_LENGTH ? message : message.substring(0, MAX_MESSAGE_LENGTH) + "...";
    }

    private static String[] names(Arguments with) {
        check(with.positional().isEmpty(), "%s takes named arguments only, had another", with.callee());
        return with.named().keySet().toArray(String[]::new);
    }

    private static List<Object> range(Arguments with, Scope scope) {
        Arguments known = with.only("start", "stop", "step");
        boolean one = known.positional().size() == 1;
        long from = one ? 0 : Numbers.whole(known.need(0, "start"), "start of range");
        long to = Numbers.whole(known.need(one ? 0 : 1, "stop"), "stop of range");
        long step = known.whole(2, "step", 1);
        check(step != 0, "step of range must not be 0");
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            scope.budget().spend(1);
            numbers.add(i);
            if (step > 0 ? i > Long.MAX_VALUE - step : i < Long.MIN_VALUE - step) {
                break;
            }
        }
        return numbers;
    }

    private static String date(LocalDate today, String format, Scope scope) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            check(i + 1 < format.length(), "format of strftime_now must not end with %%, was %s", format);
            char part = format.charAt(++i);
            scope.budget().spend(10);
            String pattern = DATE_PARTS.get(part);
            check(pattern != null || part == '%', "%%%s in strftime_now is not supported", part);
            text.append(
                    pattern == null
                            ? "%"
                            : DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                                    .format(today.atStartOfDay()));
        }
        return text.toString();
    }
}
