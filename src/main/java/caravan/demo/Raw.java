package caravan.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Values written in the spelling given, so that no Java version's idea of a number's text matters. */
final class Raw {
    private Raw() {}

    /** @param number as JSON spells it; null for null */
    static void number(JsonGenerator json, String field, String number) throws IOException {
        json.writeFieldName(field);
        json.writeRawValue(String.valueOf(number));
    }

    static void oneOf(JsonGenerator json, String field, Dice dice, String... values) throws IOException {
        json.writeFieldName(field);
        json.writeRawValue(values[dice.below(values.length)]);
    }
}
