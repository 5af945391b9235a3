package caravan.cli;

import caravan.failure.ExitCode;
import caravan.notify.Notice;
import caravan.notify.Outcome;
import caravan.setup.Remark;
import java.io.IOException;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** What {@code check} says of notifications; a message disturbs people, so one is sent only when that is asked for. */
final class WebhookCheck {
    private WebhookCheck() {}

    /** @param send whether a test message goes out, over the real route */
    static Remark of(Session session, boolean send) throws IOException {
        if (session.settings().notifications().webhook().isEmpty()) {
            String words = "caravan.notify.webhook is not set";
            return send
                    ? Remark.wrong(ExitCode.CONFIGURATION, words, "set it, or call check without --notify")
                    : Remark.good(words + ": what needs a person is in the log and in status");
        }
        if (!send) {
            return Remark.good("a webhook is set; nothing was sent (check --notify sends a test message)");
        }
        return lacking(session)
                .map(words -> Remark.wrong(
                        ExitCode.REFUSED,
                        words,
                        "check caravan.notify.webhook, and whether its owner still takes messages"))
                .orElseGet(() -> Remark.good("the webhook took a test message"));
    }

    private static Optional<String> lacking(Session session) throws IOException {
        try (Engine engine = session.engineToTry(Engine.Life.ONE_SHOT)) {
            engine.start();
            try (ProducerTemplate template = engine.camel().getCamelContext().createProducerTemplate()) {
                Exchange answer = template.request("direct:ask-webhook", message -> message.getIn()
                        .setBody(Notice.ofTest(session.store().location())));
                return answer.getException() == null
                        ? Outcome.ofStatus(answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class))
                        : Optional.of(Outcome.words(answer.getException()));
            }
        } catch (RoutesRefused e) {
            return Optional.of("nothing was sent, the routes do not start");
        }
    }
}
