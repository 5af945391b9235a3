package caravan.model;

import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.TagToken;
import com.hubspot.jinjava.tree.parse.Token;
import com.hubspot.jinjava.tree.parse.TokenScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What templates may say: the part of dbt's Jinja that the models need. Everything else is refused by its name, also where no rendering would come. */
final class Vocabulary {
    private static final Set<String> TAGS =
            Set.of("macro", "endmacro", "set", "endset", "if", "elif", "else", "endif", "for", "endfor");
    private static final Set<String> FUNCTIONS = Set.of("config", "ref", "source", "var", "is_incremental");
    private static final Set<String> MEMBERS =
            Set.of("target.type", "target.schema", "loop.first", "loop.last", "loop.index", "loop.index0");
    private static final Set<String> FILTERS = Set.of("join");
    private static final Set<String> WORDS = Set.of(
            "and", "or", "not", "in", "is", "if", "else", "none", "None", "true", "True", "false", "False", "defined",
            "this", "target", "loop");
    private static final Pattern STRING =
            Pattern.compile("'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.DOTALL);
    private static final Pattern FILTER = Pattern.compile("\\|\\s*(\\w+)");
    private static final Pattern NAME =
            Pattern.compile("(?<![\\w.])([A-Za-z_]\\w*(?:\\s*\\.\\s*\\w+)*)\\s*(\\(|=(?!=))?");
    private static final Pattern MEMBER_OF_VALUE = Pattern.compile("[)\\]'\"]\\s*\\.\\s*(\\w+)");
    private static final Pattern TAG = Pattern.compile("\\{%[-+]?\\s*(\\w*)(.*?)[-+]?%}", Pattern.DOTALL);
    private static final Pattern INTRODUCED = Pattern.compile(
            "^\\s*(?:(?<macro>\\w+)\\s*\\((?<parameters>.*)\\)|(?<set>[\\w, ]+?)\\s*(?:=.*|in\\s.*)?)\\s*$",
            Pattern.DOTALL);

    private final JinjavaConfig config;
    private final Set<String> macros;

    /** @param macros the names of those that the project defines */
    Vocabulary(JinjavaConfig config, Set<String> macros) {
        this.config = config;
        this.macros = Set.copyOf(macros);
    }

    /** The macros that a file defines. */
    static List<String> macros(Template file) {
        Matcher matcher = Pattern.compile("\\{%[-+]?\\s*macro\\s+(\\w+)").matcher(file.text());
        return matcher.results().map(found -> found.group(1)).toList();
    }

    /** What is wrong in a file, each with its line. */
    List<String> problems(Template file) {
        List<String> problems = new ArrayList<>();
        Set<String> introduced = new HashSet<>();
        new TokenScanner(file.text(), config).forEachRemaining(token -> {
            for (String problem : problems(token, introduced)) {
                problems.add(file.path() + ", line " + token.getLineNumber() + ": " + problem);
            }
        });
        return problems;
    }

    private List<String> problems(Token token, Set<String> introduced) {
        if (token instanceof ExpressionToken) {
            String image = token.getImage();
            return expression(image.substring(2, image.length() - 2), introduced);
        }
        if (!(token instanceof TagToken)) {
            return List.of();
        }
        Matcher tag = TAG.matcher(token.getImage());
        if (!tag.matches() || !TAGS.contains(tag.group(1))) {
            return List.of(dbtOnly("{% " + (tag.matches() ? tag.group(1) : token.getImage()) + " %}"));
        }
        return tag(tag.group(1), tag.group(2), introduced);
    }

    private List<String> tag(String name, String rest, Set<String> introduced) {
        if (!Set.of("macro", "set", "for").contains(name)) {
            return expression(rest, introduced);
        }
        String bare = STRING.matcher(rest).replaceAll("''");
        Matcher names = INTRODUCED.matcher(bare);
        if (!names.matches()) {
            return expression(rest, introduced);
        }
        boolean macro = name.equals("macro");
        String list = macro ? names.group("parameters") : names.group("set");
        for (String one : (list == null ? "" : list).split(",")) {
            introduced.add(one.replaceAll("=.*", "").strip());
        }
        return macro ? List.of() : expression(rest, introduced);
    }

    private List<String> expression(String text, Set<String> introduced) {
        String bare = STRING.matcher(text).replaceAll("''");
        List<String> problems = new ArrayList<>();
        FILTER.matcher(bare)
                .results()
                .map(found -> found.group(1))
                .filter(filter -> !FILTERS.contains(filter))
                .forEach(filter -> problems.add(dbtOnly("the filter " + filter)));
        MEMBER_OF_VALUE.matcher(bare).results().forEach(found -> problems.add(dbtOnly("the method " + found.group(1))));
        NAME.matcher(FILTER.matcher(bare).replaceAll("")).results().forEach(found -> {
            String name = found.group(1).replaceAll("\\s", "");
            String next = found.group(2);
            if ("=".equals(next) && !name.contains(".")) {
                return;
            }
            name(name, "(".equals(next), introduced).ifPresent(problems::add);
        });
        return problems;
    }

    private Optional<String> name(String name, boolean called, Set<String> introduced) {
        boolean known = called && !WORDS.contains(name)
                ? FUNCTIONS.contains(name) || macros.contains(name)
                : MEMBERS.contains(name) || WORDS.contains(name) || introduced.contains(name);
        if (known) {
            return Optional.empty();
        }
        return Optional.of(dbtOnly(name + (called ? "()" : "")));
    }

    private static String dbtOnly(String what) {
        return "uses " + what + ", which is no macro of this project and nothing that Caravan runs; at most dbt does";
    }
}
