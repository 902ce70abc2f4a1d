package io.millrace.verify.math.latex;

import io.millrace.ordered.OrderedMap;
import io.millrace.ordered.OrderedSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Meanings of LaTeX commands. */
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
            "boldmath",
            "biggl",
            "biggr",
            "Biggl",
            "Biggr",
            "scriptstyle",
            "scriptscriptstyle",
            "medspace",
            "thickspace",
            "negthinspace",
            "allowbreak",
            "tiny",
            "small",
            "normalsize",
            "large",
            "Large",
            "LARGE",
            "huge",
            "Huge",
            "hfill",
            "hfil",
            "noindent",
            "centering",
            "nonumber",
            "notag",
            "newline",
            "linebreak",
            "strut",
            "mathstrut",
            "nolimits",
            "displaylimits",
            "therefore",
            "checkmark",
            "blacksquare",
            "qed",
            "hphantom",
            "vphantom",
            "color",
            "textcolor",
            "colorbox",
            "fcolorbox",
            "tag",
            "label",
            "hspace",
            "vspace",
            "mspace",
            "underline",
            "uline",
            "boxed",
            "fbox",
            "mathop",
            "mathrel",
            "mathbin",
            "mathord",
            "mathinner",
            "mathclose",
            "mathopen",
            "ensuremath");
    /** Invisible commands whose first arguments are not part of the answer, with the number of these arguments. */
    private static final Map<String, Integer> SKIPPED = OrderedMap.ofEntries(
            Map.entry("phantom", 1),
            Map.entry("hphantom", 1),
            Map.entry("vphantom", 1),
            Map.entry("color", 1),
            Map.entry("textcolor", 1),
            Map.entry("colorbox", 1),
            Map.entry("fcolorbox", 2),
            Map.entry("tag", 1),
            Map.entry("label", 1),
            Map.entry("hspace", 1),
            Map.entry("vspace", 1),
            Map.entry("mspace", 1));
    /** Commands that a letter may follow by mistake, as in {@code \\quadx}. */
    private static final List<String> GLUED = List.of("qquad", "quad", "cdot", "times");
    /** Environments that only align their contents. */
    private static final Set<String> ALIGNING = OrderedSet.of(
            "aligned",
            "align",
            "align*",
            "alignat",
            "alignat*",
            "alignedat",
            "gathered",
            "gather",
            "gather*",
            "split",
            "equation",
            "equation*",
            "displaymath",
            "math",
            "multline",
            "multline*",
            "flalign",
            "flalign*",
            "center");

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
            "textup",
            "textsl",
            "textsc",
            "pmb",
            "mathnormal");
    /** Known commands that do not begin a value. */
    private static final Set<String> JOINING = OrderedSet.of(
            "approx",
            "ne",
            "lt",
            "le",
            "gt",
            "ge",
            "in",
            "notin",
            "equiv",
            "cup",
            "cap",
            "setminus",
            "circ",
            "pm",
            "mp",
            "cdot",
            "div",
            "rfloor",
            "rceil",
            "rangle",
            "land",
            "lor",
            "pmod",
            "choose",
            "over");

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
        alias("lor", "vee");
        alias("setminus", "backslash", "smallsetminus");
        alias("equiv", "cong");
        alias("notin", "nin");
        alias("pmod", "mod", "bmod", "pod");
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

    /** Whether it only affects typesetting. */
    static boolean invisible(String command) {
        return INVISIBLE.contains(command);
    }

    /** The number of arguments of an invisible command that are not part of the answer. */
    static int skipped(String command) {
        return SKIPPED.getOrDefault(command, 0);
    }

    /** The known prefix of an unknown command if the rest is a single attached letter; otherwise the command itself. */
    static String unglued(String command) {
        for (String glued : GLUED) {
            if (command.length() == glued.length() + 1 && command.startsWith(glued)) {
                return glued;
            }
        }
        return command;
    }

    /** Whether an environment only aligns its contents. */
    static boolean aligning(String environment) {
        return ALIGNING.contains(environment);
    }

    /** Whether its argument is text, or letters in another typeface. */
    static boolean quoting(String command) {
        return QUOTING.contains(command);
    }

    /** Whether it is known but does not begin a value: it joins two values or closes a group. */
    static boolean joins(String command) {
        return JOINING.contains(command) || command.startsWith("end:");
    }

    /** Whether its argument is a name. */
    static boolean named(String command) {
        return NAMED.contains(command);
    }

    /** Whether it is a letter, or may stand in a subscript as one. */
    static boolean letter(String command) {
        return LETTERS.contains(command);
    }

    /** Whether a single letter in it is an ordinary symbol, and not a unit or a choice. */
    static boolean keepsLetters(String command, char letter) {
        return !command.startsWith("text")
                && !command.endsWith("box")
                && (!command.equals("mathrm") || letter == 'e' || letter == 'i');
    }
}
