package caravan.console;

import caravan.trigger.Browser;
import caravan.trigger.Session;
import java.util.Optional;

/**
 * Who asks.
 *
 * @param browser what he is taken for by his cookie
 * @param session his, where he has one
 * @param body of a few bytes
 * @param method of the request
 * @param from his address
 */
record Caller(Browser browser, Optional<Session> session, byte[] body, String method, String from) {}
