package caravan.config;

import caravan.config.Accepted.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Local places: paths, which are relative to the caller's directory, and the address to listen at. */
final class Places {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(\\d{1,5})");

    private Places() {}

    static Accepted<Path> path(Path base) {
        return new Accepted<>("a path", text -> {
            if (text.equals("~") || text.startsWith("~/")) {
                throw new Refusal("~ is not expanded here");
            }
            return base.resolve(text).toAbsolutePath().normalize();
        });
    }

    static Accepted<Keep> keep(Accepted<Path> path) {
        return new Accepted<>("none, store or a directory", text -> switch (text) {
            case "none" -> new Keep.Nowhere();
            case "store" -> new Keep.InStore();
            default -> new Keep.InDirectory(path.parse().apply(text));
        });
    }

    static Accepted<List<String>> hosts() {
        String words = "names without a port, such as caravan.example.com, or several with commas between";
        return Accepted.listOf(Accepted.matching("[A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+]", words), words);
    }

    static Accepted<String> address() {
        return new Accepted<>("host:port, such as 127.0.0.1:8080", text -> {
            Matcher matcher = ADDRESS.matcher(text);
            Accepted.check(matcher.matches() && Integer.parseInt(matcher.group(2)) <= 65_535);
            return text;
        });
    }
}
