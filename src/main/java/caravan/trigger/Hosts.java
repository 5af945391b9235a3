package caravan.trigger;

import caravan.archive.Escaped;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Under which names the service is asked. A page of anywhere can have its own name point here, and would then read as its own what
 * is here (DNS rebinding): but the request has that name in it.
 *
 * @param loopback whether the service listens for its own machine alone: then only names of loopback are its
 * @param more names that are its, too; where there are some and it is not of loopback alone, it has no others
 */
public record Hosts(boolean loopback, List<String> more) {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    /** Nobody can point a number elsewhere. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

    /** @param address {@code host:port} at which the service listens */
    public static Hosts of(String address, List<String> more) {
        String host = address.substring(0, address.lastIndexOf(':')).toLowerCase(Locale.ROOT);
        return new Hosts(
                LOOPBACK.matcher(host).matches(),
                more.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    /** Whether the request names this service, once. */
    public boolean areAskedIn(HttpServerRequest request) {
        List<String> named = request.headers().getAll("Host");
        return named.size() == 1 && knows(named.get(0));
    }

    /** Why a request is not answered that names another. */
    public static String refusal(HttpServerRequest request) {
        List<String> named = request.headers().getAll("Host");
        return "this is no name of this service"
                + (named.size() == 1 ? ": '" + Escaped.text(named.get(0), 80) + "'" : "")
                + "; caravan.http.hosts says which are, beside those of loopback";
    }

    /** @param header as it came; null where none did */
    public boolean knows(String header) {
        if (header == null) {
            return false;
        }
        String host = header.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
        if (more.contains(host) || LOOPBACK.matcher(host).matches()) {
            return true;
        }
        return !loopback && (more.isEmpty() || NUMBER.matcher(host).matches());
    }
}
