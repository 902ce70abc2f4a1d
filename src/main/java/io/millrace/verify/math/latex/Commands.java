package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What LaTeX commands are for. */
final class Commands {
    private static final Map<String, String> ALIASES = new LinkedHashMap<>();
    private static final Set<String> INVISIBLE = OrderedSet.of(
            "left",
            "right",
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "quad",
            "qquad",
            "displaystyle",
            "textstyle",
            "limits",
            "phantom",
            "middle",
            "thinspace",
            "enspace",
            "space",
            "rm",
            "bf",
            "boldmath");
    private static final Set<String> QUOTING = OrderedSet.of(
            "text",
            "mbox",
            "hbox",
            "textbf",
            "textit",
            "textrm",
            "textnormal",
            "textsf",
            "texttt",
            "emph",
            "mathrm",
            "mathbf",
            "mathit",
            "mathsf",
            "mathcal",
            "boldsymbol",
            "bm",
            "textup");
    private static final Set<String> NAMED = OrderedSet.of("begin", "end", "mathbb", "operatorname");
    private static final Set<String> LETTERS = OrderedSet.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda",
            "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "hbar", "ell", "odot", "infty", "max", "min",
            "prime", "star");

    static {
        alias("frac", "dfrac", "tfrac", "cfrac");
        alias("le", "leq", "leqslant");
        alias("ge", "geq", "geqslant");
        alias("ne", "neq");
        alias("cdot", "times", "ast", "bullet");
        alias("vert", "mid", "lvert", "rvert");
        alias("approx", "simeq", "doteq", "approxeq");
        alias("emptyset", "varnothing");
        alias("epsilon", "varepsilon");
        alias("phi", "varphi");
        alias("theta", "vartheta");
        alias("binom", "dbinom", "tbinom");
        alias("circ", "degree");
        alias("overline", "bar");
        alias("land", "wedge");
    }

    private Commands() {}

    private static void alias(String name, String... others) {
        for (String other : others) {
            ALIASES.put(other, name);
        }
    }

    /** One name for commands that mean the same. */
    static String canonical(String command) {
        return ALIASES.getOrDefault(command, command);
    }

    /** Whether it only sets type. */
    static boolean invisible(String command) {
        return INVISIBLE.contains(command);
    }

    /** Whether its argument is text, or letters in another type. */
    static boolean quoting(String command) {
        return QUOTING.contains(command);
    }

    /** Whether its argument is a name. */
    static boolean named(String command) {
        return NAMED.contains(command);
    }

    /** Whether it is a letter, or may stand in a subscript as one. */
    static boolean letter(String command) {
        return LETTERS.contains(command);
    }

    /** Whether a letter alone in it is the symbol that it is elsewhere, and not a unit or a choice. */
    static boolean keepsLetters(String command, char letter) {
        return !command.startsWith("text")
                && !command.endsWith("box")
                && (!command.equals("mathrm") || letter == 'e' || letter == 'i');
    }
}
