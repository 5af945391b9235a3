package caravan.console;

import caravan.config.Effective;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/** What counts, as {@code check} prints it: a secret is three stars. */
final class ConfigurationAnswer implements Answering {
    private final Reply reply;

    /** @param meaning of a key, in words */
    ConfigurationAnswer(StatusAnswer.About about, String camel, List<Effective> all, Function<String, String> meaning) {
        ObjectNode json = Json.object()
                .put("version", about.version())
                .put("camel", camel)
                .put("java", Runtime.version().toString())
                .put("store", about.store());
        ArrayNode keys = json.putArray("keys");
        all.forEach(one -> keys.addObject()
                .put("key", one.key())
                .put("value", one.value())
                .put("origin", one.origin())
                .put("isDefault", one.isDefault())
                .put("means", meaning.apply(one.key())));
        reply = Reply.json(json);
    }

    @Override
    public Reply of(Question question) throws Refused {
        question.takes();
        return reply;
    }
}
