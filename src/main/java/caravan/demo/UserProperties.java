package caravan.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes {@code user_properties}, in which {@code city} and {@code City}, {@code country} and {@code Country} really meet. */
final class UserProperties {
    private final JsonGenerator json;
    private final Dice dice;

    UserProperties(JsonGenerator json, Dice dice) {
        this.json = json;
        this.dice = dice;
    }

    void write(Event event) throws IOException {
        Person person = event.visit().person();
        json.writeObjectFieldStart("user_properties");
        json.writeStringField("city", person.place().city());
        json.writeStringField(
                "City", dice.oneIn(8) ? "(unknown)" : person.place().city());
        json.writeStringField("country", person.place().country());
        json.writeStringField("Country", dice.oneIn(8) ? "" : person.place().country());
        first(person.first());
        if (event.step().who().isSignedIn() && person.employer().property() != null) {
            json.writeStringField("company", person.employer().property());
        }
        json.writeStringField("plan", person.isCustomer() ? "walker" : "free");
        json.writeNumberField("maps_owned", person.number() % 7);
        Raw.oneOf(json, "newsletter", dice, "true", "false", "\"yes\"");
        json.writeArrayFieldStart("interests");
        json.writeString("huts");
        json.writeString("étapes");
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Amplitude's libraries say EMPTY where there was none. */
    private void first(Source first) throws IOException {
        json.writeStringField("initial_referrer", orEmpty(first.referrer()));
        json.writeStringField("initial_referring_domain", orEmpty(first.referringDomain()));
        json.writeStringField("initial_utm_source", orEmpty(first.utmSource()));
        json.writeStringField("initial_utm_medium", orEmpty(first.utmMedium()));
        json.writeStringField("initial_utm_campaign", orEmpty(first.utmCampaign()));
    }

    private static String orEmpty(String value) {
        return value == null ? "EMPTY" : value;
    }
}
