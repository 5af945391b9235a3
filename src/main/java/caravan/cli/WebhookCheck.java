package caravan.cli;

import caravan.failure.ExitCode;
import caravan.notify.Notice;
import caravan.notify.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** What {@code check} says of notifications; a message disturbs people, so one is sent only when that is asked for. */
final class WebhookCheck {
    private WebhookCheck() {}

    /** @param send whether a test message goes out, over the real route */
    static ExitCode of(Session session, boolean send, PrintStream out) throws IOException {
        if (session.settings().notifications().webhook().isEmpty()) {
            out.println(
                    "notifications: caravan.notify.webhook is not set; what needs a person is in the log and in status");
            return send ? ExitCode.CONFIGURATION : ExitCode.OK;
        }
        if (!send) {
            out.println("notifications: a webhook is set; nothing was sent (check --notify sends a test message)");
            return ExitCode.OK;
        }
        Optional<String> lacking = lacking(session);
        out.println("notifications: " + lacking.orElse("the webhook took a test message"));
        return lacking.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private static Optional<String> lacking(Session session) throws IOException {
        try (Engine engine = session.engine(Engine.Life.ONE_SHOT)) {
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
