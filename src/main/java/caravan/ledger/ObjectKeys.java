package caravan.ledger;

import caravan.archive.EntryName;
import caravan.hour.Hour;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The spelling of objects' keys: the template {@code caravan.landing.key}. The only place that builds or reads one. A key is
 * made of configuration, digits parsed from the entry's name, revision and hash; nothing else gets in.
 */
public final class ObjectKeys {
    public static final String DEFAULT =
            "events/project={project}/date={date}/hour={hour}/{amplitudeId}_{date}_{hour}_{part}-r{revision}-{hash}.{extension}";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
    private static final Map<String, String> SPELLINGS = Map.of(
            "project", "[a-z0-9]{1,40}",
            "amplitudeId", "\\d{1,18}",
            "date", "\\d{4}-\\d{2}-\\d{2}",
            "hour", "\\d{2}",
            "part", "0|[1-9]\\d{0,5}",
            "revision", "0|[1-9]\\d{0,8}",
            "hash", "[0-9a-f]{16}",
            "extension", "json(?:\\.gz)?");
    private static final Set<String> REQUIRED = Set.of("project", "date", "hour", "part", "revision", "hash");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._=/-]*");

    private final String template;
    private final Pattern spelling;

    /** What a key of our own spelling says. */
    public record Parsed(String project, Hour hour, int revision) {}

    /** @throws IllegalArgumentException with everything that is wrong with the template */
    public ObjectKeys(String template) {
        List<String> problems = problems(template);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        this.template = template;
        this.spelling = Pattern.compile(expression(template));
    }

    /** Empty where the template is good. */
    public static List<String> problems(String template) {
        List<String> problems = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(template);
        int end = 0;
        while (matcher.find()) {
            String literal = template.substring(end, matcher.start());
            if (!seen.isEmpty() && (literal.isEmpty() || Character.isLetterOrDigit(literal.charAt(0)))) {
                problems.add("between {" + seen.get(seen.size() - 1) + "} and {" + matcher.group(1)
                        + "} stands no sign such as / _ - . =, so that a key could be read in two ways");
            }
            if (!SPELLINGS.containsKey(matcher.group(1))) {
                problems.add("{" + matcher.group(1) + "} is none of "
                        + SPELLINGS.keySet().stream().sorted().toList());
            }
            seen.add(matcher.group(1));
            end = matcher.end();
        }
        REQUIRED.stream()
                .filter(name -> !seen.contains(name))
                .sorted()
                .forEach(name -> problems.add("{" + name + "} is missing"));
        String literals = VARIABLE.matcher(template).replaceAll("");
        if (!LITERAL.matcher(literals).matches()) {
            problems.add("only letters, digits and . _ = / - may stand around the variables");
        }
        if (template.startsWith("/")
                || template.contains("//")
                || template.endsWith("/")
                || template.contains("..")
                || template.startsWith(".")
                || template.contains("/.")
                || template.startsWith("_caravan")) {
            problems.add(
                    "a key must not begin with / or _caravan, nor end with /, nor hold //, .. or a name that begins"
                            + " with a dot");
        }
        return problems;
    }

    /**
     * @param sha256 of the object as stored; the first 16 hex digits go into the key
     * @param extension {@code json} or {@code json.gz}
     */
    public String key(String project, EntryName entry, int revision, String sha256, String extension) {
        return fill(Map.of(
                "project", project,
                "amplitudeId", entry.amplitudeId(),
                "date", entry.hour().date(),
                "hour", entry.hour().hourOfDay(),
                "part", Integer.toString(entry.part()),
                "revision", Integer.toString(revision),
                "hash", sha256.substring(0, 16),
                "extension", extension));
    }

    /** What this key says, where it is one that this template could have made; empty for anybody else's. */
    public Optional<Parsed> parse(String key) {
        Matcher matcher = spelling.matcher(key);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            Hour hour = Hour.of(LocalDate.parse(matcher.group("date")), Integer.parseInt(matcher.group("hour")));
            return Optional.of(new Parsed(matcher.group("project"), hour, Integer.parseInt(matcher.group("revision"))));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The folder that the keys of all projects lie in, with its {@code /}; of this project alone where they share none, or empty. */
    public String folder(String project) {
        String ofAll = folder(Map.of());
        return ofAll.isEmpty() ? folder(Map.of("project", project)) : ofAll;
    }

    private String folder(Map<String, String> values) {
        String begins = beginning(fill(values));
        return begins.substring(0, begins.lastIndexOf('/') + 1);
    }

    private static String beginning(String filled) {
        int open = filled.indexOf('{');
        return open < 0 ? filled : filled.substring(0, open);
    }

    /** The longest beginning that all keys of this project and day share. */
    public String listing(String project, LocalDate day) {
        return beginning(fill(Map.of("project", project, "date", day.toString())));
    }

    private String fill(Map<String, String> values) {
        return VARIABLE.matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }

    private static String expression(String template) {
        StringBuilder expression = new StringBuilder();
        List<String> seen = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(template);
        int end = 0;
        while (matcher.find()) {
            expression.append(Pattern.quote(template.substring(end, matcher.start())));
            String name = matcher.group(1);
            expression.append(
                    seen.contains(name) ? "\\k<" + name + ">" : "(?<" + name + ">" + SPELLINGS.get(name) + ")");
            seen.add(name);
            end = matcher.end();
        }
        return expression + Pattern.quote(template.substring(end));
    }

    @Override
    public String toString() {
        return template;
    }
}
