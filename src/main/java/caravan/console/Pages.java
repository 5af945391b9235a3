package caravan.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The files of the console: those that {@code files.txt} beside them lists, read once. No path of a request is ever one of a file. */
final class Pages implements Answering {
    private static final String LIST = "/caravan/console/files.txt";
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9][a-z0-9.-]*\\.(html|js|css|svg|png|ico|woff2|webmanifest)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json");

    private final Map<String, Reply> files = new LinkedHashMap<>();

    Pages() {
        new String(bytes(LIST), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .forEach(this::add);
        if (!files.containsKey("/")) {
            throw new IllegalStateException(LIST + " has no index.html");
        }
    }

    private void add(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalStateException(LIST + " lists '" + name + "'; accepted is " + NAME);
        }
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        files.put(
                name.equals("index.html") ? "/" : "/console/" + name,
                Reply.of(type, bytes("/caravan/console/" + name)));
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name + " on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Reply of(Question question) throws Refused {
        Reply reply = files.get(question.path());
        if (reply == null) {
            throw new Refused(404, "there is no such file of the console");
        }
        return reply;
    }
}
