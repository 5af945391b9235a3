package caravan.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes an event as the export spells it: all fields that have been seen there, with the types that change between sources. */
final class EventLine {
    private final long app;
    private final JsonGenerator json;

    EventLine(long app, JsonGenerator json) {
        this.app = app;
        this.json = json;
    }

    void write(Event event) throws IOException {
        Dice dice = Dice.of(event.draw());
        json.writeStartObject();
        identity(event);
        times(event);
        place(event);
        device(event.visit().device());
        changing(event, dice);
        groups(event);
        new EventProperties(json, dice).write(event);
        new UserProperties(json, dice).write(event);
        if (!event.visit().device().isServer()) {
            newer(event);
        }
        json.writeEndObject();
    }

    private void identity(Event event) throws IOException {
        Identity who = event.step().who();
        json.writeStringField("uuid", event.uuid());
        json.writeStringField("$insert_id", event.insertId());
        json.writeNumberField("app", app);
        json.writeNumberField("amplitude_id", who.amplitudeId());
        json.writeStringField("user_id", who.userId());
        json.writeStringField("device_id", who.deviceId());
        json.writeNumberField("session_id", event.sessionId());
        json.writeNumberField("event_id", event.number());
        json.writeStringField("event_type", event.step().type());
        json.writeStringField("amplitude_event_type", amplitudeType(event.step().type()));
        json.writeStringField("library", event.visit().device().library());
    }

    /** Amplitude names only the events that it makes itself. */
    private static String amplitudeType(String type) {
        return type.startsWith("session_") || type.startsWith("$") ? type : null;
    }

    private void times(Event event) throws IOException {
        Times times = event.times();
        json.writeStringField("event_time", Times.text(times.event()));
        json.writeStringField("client_event_time", Times.text(times.clientEvent()));
        json.writeStringField("client_upload_time", Times.text(times.clientUpload()));
        json.writeStringField("server_received_time", Times.text(times.serverReceived()));
        json.writeStringField("server_upload_time", Times.text(times.serverUpload()));
        json.writeStringField("processed_time", Times.text(times.processed()));
        json.writeStringField(
                "user_creation_time", Times.text(event.visit().person().created()));
    }

    private void place(Event event) throws IOException {
        boolean mobile = event.visit().device().isMobile();
        Place place = event.visit().person().place();
        json.writeStringField("city", place.city());
        json.writeStringField("region", place.region());
        json.writeStringField("country", place.country());
        json.writeStringField("language", place.language());
        json.writeStringField("dma", place.dma());
        json.writeStringField("ip_address", event.visit().person().address());
        Raw.number(json, "location_lat", mobile ? place.latitude() : null);
        Raw.number(json, "location_lng", mobile ? place.longitude() : null);
    }

    private void device(Device device) throws IOException {
        String version = device.isMobile() ? "4.2.1" : null;
        json.writeStringField("platform", device.platform());
        json.writeStringField("os_name", device.osName());
        json.writeStringField("os_version", device.osVersion());
        json.writeStringField("device_family", device.family());
        json.writeStringField("device_type", device.type());
        json.writeStringField("device_manufacturer", device.manufacturer());
        json.writeStringField("device_brand", device.brand());
        json.writeStringField("device_model", device.model());
        json.writeStringField("device_carrier", device.isMobile() ? "Telekom.de" : null);
        json.writeStringField("version_name", version);
        json.writeStringField("start_version", version);
        json.writeStringField("adid", null);
        json.writeStringField("idfa", null);
    }

    /** Each is null, or of one type or another: what a schema that was guessed from the first rows breaks on. */
    private void changing(Event event, Dice dice) throws IOException {
        Raw.oneOf(json, "$schema", dice, "null", "null", "12", "\"12\"");
        Raw.oneOf(json, "sample_rate", dice, "null", "null", "1", "\"0.5\"");
        Raw.oneOf(json, "paying", dice, "null", "null", "true", "\"true\"");
        Raw.oneOf(json, "amplitude_attribution_ids", dice, "null", "null", "\"a-77\"", "[\"a-77\",\"b-3\"]");
        Raw.oneOf(json, "is_attribution_event", dice, "null", "null", "false");
        json.writeObjectFieldStart("data");
        json.writeStringField("path", event.visit().device().isServer() ? "/batch" : "/2/httpapi");
        json.writeObjectFieldStart("group_first_event");
        json.writeEndObject();
        if (event.step().merged() != null) {
            json.writeNumberField("merged_amplitude_id", event.step().merged().amplitudeId());
        }
        json.writeEndObject();
    }

    private void groups(Event event) throws IOException {
        Person person = event.visit().person();
        String company = event.step().who().isSignedIn() ? person.employer().group() : null;
        json.writeObjectFieldStart("groups");
        if (company != null) {
            json.writeArrayFieldStart("company");
            json.writeString(company);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeObjectFieldStart("group_properties");
        if (company != null) {
            json.writeObjectFieldStart("company");
            json.writeObjectFieldStart(company);
            json.writeStringField("tier", person.isCustomer() ? "team" : "trial");
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Fields that lines from the older server library lack. */
    private void newer(Event event) throws IOException {
        json.writeStringField("$insert_key", null);
        json.writeStringField("data_type", "event");
        json.writeObjectFieldStart("global_user_properties");
        json.writeEndObject();
        json.writeStringField("partner_id", null);
        json.writeObjectFieldStart("plan");
        if (event.visit().device().isMobile()) {
            json.writeStringField("branch", "main");
            json.writeStringField("source", "app");
        }
        json.writeEndObject();
        json.writeStringField("source_id", null);
    }
}
