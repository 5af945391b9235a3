package caravan.console;

import caravan.archive.Escaped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a query says, as it came: a few names, each once. */
final class Parameters {
    private static final int MOST_PARAMETERS = 10;

    private Parameters() {}

    /** @param query null where there is none */
    static Map<String, String> of(String query) throws Refused {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        String[] pairs = query.split("&", MOST_PARAMETERS + 1);
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            try {
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                if (parameters.put(URLDecoder.decode(name, StandardCharsets.UTF_8), value) != null) {
                    throw new Refused(400, "'" + Escaped.text(name, 40) + "' stands twice in the query");
                }
            } catch (IllegalArgumentException e) {
                throw new Refused(400, "the query is not spelled as one: '" + Escaped.text(pair, 40) + "'");
            }
        }
        return parameters;
    }
}
