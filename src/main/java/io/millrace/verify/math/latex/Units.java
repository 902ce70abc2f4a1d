package io.millrace.verify.math.latex;

import io.millrace.verify.math.latex.Token.Kind;
import io.millrace.verify.math.number.UnreadableException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Units of measurement, and what was counted: one name for each, and its power. */
public final class Units {
    static final String DOLLAR = "dollar";

    private static final Map<String, String> NAMES = new HashMap<>();
    private static final Set<String> FILLERS = Set.of("of", "the", "a", "per", "in", "total", "distinct", "different");

    static {
        names("centimeter", "cm centimeters centimetre centimetres");
        names("meter", "m meters metre metres");
        names("kilometer", "km kilometers kilometre kilometres");
        names("millimeter", "mm millimeters");
        names("inch", "in inches");
        names("foot", "ft feet");
        names("yard", "yd yards");
        names("mile", "mi miles");
        names("gram", "g grams");
        names("kilogram", "kg kilograms kgs");
        names("pound", "lb lbs pounds");
        names("ounce", "oz ounces");
        names("second", "s sec secs seconds");
        names("minute", "min mins minutes");
        names("hour", "h hr hrs hours");
        names("day", "days");
        names("week", "weeks");
        names("year", "yr yrs years");
        names("liter", "l liters litre litres");
        names("dollar", "dollars usd");
        names("cent", "cents");
        names("euro", "euros");
        names("degree", "degrees deg");
        names("radian", "radians rad");
        names("square", "sq");
        names("unit", "units");
        names("mph", "mph");
        names("kph", "kph");
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

    /** Whether a word is a unit of measurement. */
    static boolean known(String word) {
        return NAMES.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /** Whether letters in a row after a value are a unit rather than factors. */
    static boolean follows(Cursor cursor) {
        Token token = cursor.peek();
        if (token.kind() != Kind.WORD || Functions.named(token.text())) {
            return false;
        }
        boolean apart = token.spaced() && (known(token.text()) || token.text().length() > 2);
        return apart
                || cursor.afterNumber() && known(token.text()) && token.text().length() > 1;
    }

    /** The unit that stands next, in canonical form. */
    static Optional<String> read(Cursor cursor) {
        StringBuilder unit = new StringBuilder();
        while (part(cursor)) {
            Token token = cursor.take();
            if (token.sign("^")) {
                unit.append('^').append(power(cursor));
            } else if (token.command("cdot")) {
                unit.append(' ');
            } else if (token.sign("/")) {
                unit.append(" /");
            } else {
                unit.append(' ').append(name(token.text()));
            }
        }
        String read = canonical(unit.toString().strip());
        return read.isEmpty() ? Optional.empty() : Optional.of(read);
    }

    /** In type of units the braces around it are gone. */
    private static String power(Cursor cursor) {
        String power = cursor.raw();
        return power.equals("-") ? power + cursor.raw() : power;
    }

    private static boolean part(Cursor cursor) {
        Token token = cursor.peek();
        boolean conjunction = token.text().equals("or") || token.text().equals("and");
        if (token.kind() == Kind.WORD || token.quoted() && token.kind() == Kind.LETTER) {
            return !conjunction;
        }
        return token.sign("^")
                || token.sign("/") && (cursor.peek(1).kind() == Kind.WORD || typed(cursor.peek(1)))
                || token.command("cdot") && typed(cursor.peek(1))
                || token.quoted() && (token.sign("-") || token.sign("/"));
    }

    /** Whether it is set in the type of units. */
    private static boolean typed(Token token) {
        return token.quoted() && (token.kind() == Kind.WORD || token.kind() == Kind.LETTER);
    }

    private static String name(String word) {
        String lower = word.toLowerCase(Locale.ROOT).replace(".", "");
        String known = NAMES.get(lower);
        if (known != null) {
            return known;
        }
        String singular = lower.length() > 3 && lower.endsWith("s") ? lower.substring(0, lower.length() - 1) : lower;
        if (NoUnits.contains(lower) || NoUnits.contains(singular)) {
            throw new UnreadableException("'" + word + "' is no unit");
        }
        return singular;
    }

    /** Squares and cubes as powers, whatever way they were written. */
    private static String canonical(String unit) {
        String plain = unit.replaceAll("^square (?!unit$)(\\S+)$", "$1^2").replaceAll("^cubic (\\S+)$", "$1^3");
        return plain.replaceAll("^square unit$", "unit^2");
    }

    /**
     * Whether a truth's unit and an answer's can be the same: known ones must be equal, what was counted may be told in more
     * words by one than by the other.
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
        return words.stream().anyMatch(word -> word.contains("^") || word.contains("/") || NAMES.containsValue(word));
    }

    private static Set<String> words(String unit) {
        Set<String> words = new HashSet<>(Arrays.asList(unit.split(" ")));
        words.removeAll(FILLERS);
        return words;
    }
}
