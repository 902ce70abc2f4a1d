package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.UnreadableException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Units of measurement and of counted things: one name for each, with its power. */
public final class Units {
    private static final Map<String, String> CURRENCIES = OrderedMap.ofEntries(
            Map.entry("$", "dollar"),
            Map.entry("€", "euro"),
            Map.entry("£", "pound"),
            Map.entry("¥", "yen"),
            Map.entry("₹", "rupee"));

    private static final Map<String, String> NAMES = new LinkedHashMap<>();
    private static final Set<String> FILLERS =
            OrderedSet.of("of", "the", "a", "per", "in", "total", "distinct", "different");
    /** Words of up to two letters that may precede another word. */
    private static final Set<String> LINKS = OrderedSet.of("of", "a", "an", "in", "to", "on", "at", "by", "as");

    private static final Set<String> ORDINALS = OrderedSet.of("st", "nd", "rd", "th");
    private static final Pattern POWER = Pattern.compile("-?[1-9]");
    private static final Map<String, String> POWERS = OrderedMap.of("squared", "^2", "cubed", "^3");
    private static final Map<String, String> SCALES = OrderedMap.ofEntries(
            Map.entry("degree celsius", "degree C"),
            Map.entry("degree centigrade", "degree C"),
            Map.entry("celsius", "degree C"),
            Map.entry("degree fahrenheit", "degree F"),
            Map.entry("fahrenheit", "degree F"),
            Map.entry("per cent", "percent"));

    static {
        names("centimeter", "cm centimeters centimetre centimetres");
        names("meter", "meters metre metres");
        names("kilometer", "km kilometers kilometre kilometres");
        names("millimeter", "mm millimeters");
        names("inch", "in inches");
        names("foot", "ft feet");
        names("yard", "yd yards");
        names("mile", "mi miles");
        names("gram", "grams");
        names("kilogram", "kg kilograms kgs");
        names("pound", "lb lbs pounds");
        names("ounce", "oz ounces");
        names("second", "sec secs seconds");
        names("minute", "min mins minutes");
        names("hour", "hr hrs hours");
        names("day", "days");
        names("week", "weeks");
        names("year", "yr yrs years");
        names("liter", "liters litre litres");
        names("dollar", "dollars usd");
        names("cent", "cents");
        names("euro", "euros eur");
        names("yen", "yens jpy");
        names("rupee", "rupees inr");
        names("percent", "pct percentage");
        names("degree", "degrees deg");
        names("radian", "radians rad");
        names("square", "sq");
        names("unit", "units");
        names("mph", "mph");
        names("kph", "kph kmh");
        names("celsius", "centigrade");
        names("fahrenheit", "fahrenheit");
        names("ordinal", "st nd rd th");
        names("hertz", "hz");
        names("pm", "pm");
        names("am", "am");
    }

    private Units() {}

    private static void names(String unit, String others) {
        NAMES.put(unit, unit);
        for (String other : others.split(" ")) {
            NAMES.put(other, unit);
        }
    }

    /** The unit of a currency sign. */
    static Optional<String> currency(Token token) {
        return token.kind() == Kind.SIGN ? Optional.ofNullable(CURRENCIES.get(token.text())) : Optional.empty();
    }

    /** Whether letters are the ending of an ordinal number, as in 5th. */
    static boolean ordinal(Token token) {
        return token.kind() == Kind.WORD && ORDINALS.contains(token.text());
    }

    /** Whether a word is a unit of measurement. */
    static boolean known(String word) {
        return NAMES.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /** Whether consecutive letters after a value are a unit rather than factors. */
    static boolean follows(Cursor cursor) {
        Token token = cursor.peek();
        if (token.kind() != Kind.WORD || Functions.named(token.text())) {
            return false;
        }
        boolean apart = token.spaced() && (known(token.text()) || token.text().length() > 2);
        return apart
                || cursor.afterNumber() && known(token.text()) && token.text().length() > 1;
    }

    /**
     * The next unit, in canonical form.
     *
     * @throws UnreadableException if there are letters that may be factors, or words that modify the value
     */
    static Optional<String> read(Cursor cursor) {
        StringBuilder unit = new StringBuilder();
        boolean known = false;
        while (part(cursor, known)) {
            Token token = cursor.take();
            boolean power = known && POWERS.containsKey(token.text());
            if (power) {
                unit.append(POWERS.get(token.text()));
            } else if (token.sign("^")) {
                unit.append('^').append(power(cursor));
            } else if (token.sign("/")) {
                unit.append(" /");
            } else if (letters(token)) {
                unit.append(' ').append(name(token.text(), cursor.peek().kind() == Kind.WORD));
            }
            known = power || unit(token);
        }
        String read = unit.isEmpty() ? "" : canonical(unit.toString().strip());
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    /** Unit commands have no braces around the exponent. */
    private static String power(Cursor cursor) {
        String first = cursor.raw();
        String power = first.equals("-") ? first + cursor.raw() : first;
        if (!POWER.matcher(power).matches()) {
            throw new UnreadableException("'" + power + "' is not a power of a unit");
        }
        return power;
    }

    /** @param known whether it follows a known unit */
    private static boolean part(Cursor cursor, boolean known) {
        Token token = cursor.peek();
        Token next = cursor.peek(1);
        if (token.kind() == Kind.WORD || token.quoted() && token.kind() == Kind.LETTER) {
            return !token.text().equals("or") && !token.text().equals("and");
        }
        return token.sign("^") && known
                || token.sign("/") && (next.kind() == Kind.WORD || next.quoted()) && unit(next)
                || token.command("cdot") && next.quoted() && unit(next)
                || token.quoted() && token.sign("-") && next.kind() == Kind.WORD;
    }

    private static boolean unit(Token token) {
        return letters(token) && name(token.text()).isPresent();
    }

    private static boolean letters(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.LETTER;
    }

    private static Optional<String> name(String word) {
        return UnitSymbols.name(word).or(() -> Optional.ofNullable(NAMES.get(word.toLowerCase(Locale.ROOT))));
    }

    /** @param open whether another word follows */
    private static String name(String written, boolean open) {
        String word = written.replace(".", "");
        Optional<String> known = name(word);
        if (known.isPresent()) {
            return known.get();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        String singular = lower.length() > 3 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        boolean link = open && LINKS.contains(lower);
        if (NonUnitWords.contains(lower) || NonUnitWords.contains(singular) || !link && mathematics(word)) {
            throw new UnreadableException("'" + word + "' is not a unit");
        }
        return singular;
    }

    /** Whether it may be a factor: a named number, a function, or too few letters for a word. */
    private static boolean mathematics(String word) {
        String last = word.substring(word.lastIndexOf('-') + 1);
        return last.length() < 3 && name(last).isEmpty() || Functions.named(word) || Commands.letter(word);
    }

    /** Squares and cubes as powers, in any notation. */
    private static String canonical(String unit) {
        String scale = SCALES.get(unit);
        Optional<String> product = scale == null ? UnitProducts.canonical(unit) : Optional.of(scale);
        if (product.isPresent()) {
            return product.get();
        }
        int blank = unit.indexOf(' ');
        String second = unit.substring(blank + 1);
        boolean two = blank > 0 && second.indexOf(' ') < 0;
        if (two && unit.startsWith("square ")) {
            return second + "^2";
        }
        return two && unit.startsWith("cubic ") ? second + "^3" : unit;
    }

    /**
     * Whether a truth's unit and an answer's are compatible: known units must be equal, counted things may be described
     * in more words by one of them.
     */
    public static boolean agree(String truth, String answer) {
        if (truth.equals(answer)) {
            return true;
        }
        Set<String> wanted = words(truth);
        Set<String> given = words(answer);
        boolean measured = measures(wanted) || measures(given);
        return !measured && (wanted.containsAll(given) || given.containsAll(wanted));
    }

    private static boolean measures(Set<String> words) {
        return words.stream().anyMatch(Units::measure);
    }

    static boolean measure(String word) {
        return word.contains("^") || word.contains("/") || NAMES.containsValue(word) || UnitSymbols.named(word);
    }

    private static Set<String> words(String unit) {
        Set<String> words = new LinkedHashSet<>(Arrays.asList(unit.split(" ")));
        words.removeAll(FILLERS);
        return words;
    }
}
