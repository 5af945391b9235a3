package caravan.config;

import java.util.Optional;

/**
 * Whose pushes of Google Pub/Sub may ask for a run.
 *
 * @param audience what their tokens are made out to
 * @param account e-mail of the service account that they are signed for
 */
public record PubSub(String audience, String account) {
    static Optional<PubSub> read(Reading reading) {
        Optional<String> audience = reading.optional(
                Key.PUBSUB_AUDIENCE,
                Accepted.matching(
                        "[!-~]{1,500}",
                        "what the subscription has as its audience, 1 to 500 characters without spaces"));
        Optional<String> account = reading.optional(
                Key.PUBSUB_ACCOUNT,
                Accepted.matching("[^@\\s]{1,100}@[A-Za-z0-9.-]{3,200}", "the e-mail address of a service account"));
        if (reading.value(Key.PUBSUB_AUDIENCE).isPresent()
                != reading.value(Key.PUBSUB_ACCOUNT).isPresent()) {
            reading.problem(Key.PUBSUB_AUDIENCE.spelling() + " and " + Key.PUBSUB_ACCOUNT.spelling()
                    + " are set together or not at all: only both say whose pushes are taken");
        }
        if (reading.value(Key.PUBSUB_AUDIENCE).isPresent()
                && reading.value(Key.HTTP_TOKEN_FILE).isEmpty()) {
            reading.problem(Key.PUBSUB_AUDIENCE.spelling() + " needs " + Key.HTTP_TOKEN_FILE.spelling()
                    + ": there are no triggers without it");
        }
        return audience.flatMap(to -> account.map(by -> new PubSub(to, by)));
    }
}
