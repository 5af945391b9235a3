package caravan.config;

import java.util.Optional;

/**
 * Who is told of what needs a person.
 *
 * @param webhook takes what Slack's incoming webhooks take; an address of https, http to loopback only. Empty: nobody is told
 */
public record NotifySettings(Optional<Secret> webhook) {}
