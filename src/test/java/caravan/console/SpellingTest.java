package caravan.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final String STORY = """
            {"hour": "2026-11-01T05", "events": 3, "note": null,
             "next": {"alone": "nothing", "commands": ["./caravan reopen --project demo", "./caravan why"]},
             "letters": [{"commands": ["./caravan sync"], "hasPayload": false}]}""";

    @Test
    void every_text_with_a_command_is_respelled_wherever_it_stands_and_nothing_else_is() throws Exception {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(STORY);

        ObjectNode spelled = new Spelling(text -> text.replace("./caravan", "./demo")).in(json.deepCopy());

        assertThat(spelled)
                .isEqualTo(Json.MAPPER.readTree(STORY.replace("./caravan", "./demo")))
                .isNotEqualTo(json);
        assertThat(Spelling.PLAIN.in(json.deepCopy())).isEqualTo(json);
    }
}
