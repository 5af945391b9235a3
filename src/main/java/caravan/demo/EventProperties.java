package caravan.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes {@code event_properties}: what Amplitude's own capture gives for pages, clicks and forms, and what the shop adds. */
final class EventProperties {
    private static final List<String> MAPS = List.of("alps-1", "highlands-7", "kita-alps-3");

    private final JsonGenerator json;
    private final Dice dice;

    EventProperties(JsonGenerator json, Dice dice) {
        this.json = json;
        this.dice = dice;
    }

    void write(Event event) throws IOException {
        json.writeObjectFieldStart("event_properties");
        if (event.step().page() == null) {
            invoice();
        } else {
            page(event.visit(), event.step().page());
            byType(event.step());
        }
        json.writeEndObject();
    }

    private void page(Visit visit, Page page) throws IOException {
        json.writeStringField("[Amplitude] Page Domain", Page.DOMAIN);
        json.writeStringField(
                "[Amplitude] Page Location", page.url() + visit.source().query());
        json.writeStringField("[Amplitude] Page Path", page.path());
        json.writeStringField("[Amplitude] Page Title", page.title());
        json.writeStringField("[Amplitude] Page URL", page.url());
        json.writeNumberField("[Amplitude] Page Counter", 1 + dice.below(12));
        present("referrer", visit.source().referrer());
        present("referring_domain", visit.source().referringDomain());
        present("utm_source", visit.source().utmSource());
        present("utm_medium", visit.source().utmMedium());
        present("utm_campaign", visit.source().utmCampaign());
    }

    private void present(String field, String value) throws IOException {
        if (value != null) {
            json.writeStringField(field, value);
        }
    }

    private void byType(Step step) throws IOException {
        switch (step.type()) {
            case Step.CLICKED -> click(step.text());
            case Step.FORM_STARTED, Step.FORM_SUBMITTED -> form(step.page());
            case Step.ERROR -> error(step.text());
            case Step.SEARCHED -> search(step.text());
            case Step.ORDERED -> order();
            default -> {}
        }
    }

    private void click(String text) throws IOException {
        json.writeStringField("[Amplitude] Element Tag", "a");
        json.writeStringField("[Amplitude] Element Text", text);
        json.writeStringField(
                "[Amplitude] Element Href", dice.pick(Page.CONTENT).url());
        json.writeNumberField("[Amplitude] Viewport Height", 600 + dice.below(900));
        json.writeNumberField("[Amplitude] Viewport Width", 360 + dice.below(2200));
        json.writeArrayFieldStart("[Amplitude] Element Hierarchy");
        for (String tag : List.of("a", "nav", "body")) {
            json.writeStartObject();
            json.writeStringField("tag", tag);
            json.writeNumberField("index", dice.below(9));
            json.writeObjectFieldStart("attrs");
            json.writeStringField("class", "c-" + tag + " u-" + dice.below(40));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void form(Page page) throws IOException {
        json.writeStringField("[Amplitude] Form ID", page.path().substring(1) + "-form");
        json.writeStringField("[Amplitude] Form Name", null);
        json.writeStringField("[Amplitude] Form Destination", page.url());
    }

    private void error(String message) throws IOException {
        json.writeStringField("message", message);
        json.writeNumberField("code", 400 + dice.below(30));
    }

    private void search(String query) throws IOException {
        json.writeStringField("query", query);
        json.writeNumberField("results", dice.below(20));
    }

    private void order() throws IOException {
        json.writeNumberField("order_number", orderNumber());
        json.writeArrayFieldStart("products");
        for (int i = dice.below(3); i >= 0; i--) {
            json.writeStartObject();
            json.writeStringField("sku", dice.pick(MAPS));
            json.writeNumberField("quantity", 1 + dice.below(3));
            Raw.number(json, "price", price());
            json.writeEndObject();
        }
        json.writeEndArray();
        Raw.number(json, "$revenue", price());
        json.writeBooleanField("gift", dice.oneIn(4));
    }

    private void invoice() throws IOException {
        json.writeNumberField("invoice_number", orderNumber());
        Raw.number(json, "amount", price());
        json.writeStringField("currency", "EUR");
        json.writeStringField("note", "line one\nline two\t\u2028end");
    }

    /** Larger than what a double holds exactly. */
    private long orderNumber() {
        return 9_000_000_000_000_000_000L + dice.below(1_000_000_000);
    }

    private String price() {
        return (9 + dice.below(90)) + ".9" + dice.below(10);
    }
}
