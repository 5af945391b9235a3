package caravan.config;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Keys that go to Camel as they are, but for those that would change who is trusted, or would print what is sent. */
final class CamelKeys {
    private static final Pattern REFUSED =
            Pattern.compile("camel\\..*(ssl|tls|trust|x509|hostnameverifier|httpactivity|httpclientconfigurer).*");

    private static final Pattern VAULT_KEYS =
            Pattern.compile("camel\\.vault\\.aws\\.(accesskey|secretkey|sessiontoken)");

    private CamelKeys() {}

    static Optional<String> problem(Layer.Entry entry) {
        // Camel takes them in any case, and with or without dashes.
        String plain = entry.name().toLowerCase(Locale.ROOT).replace("-", "");
        if (VAULT_KEYS.matcher(plain).matches()) {
            return Optional.of(UnknownNames.said(entry)
                    + " is not taken: routes could print it; AWS Secrets Manager is asked with the AWS SDK's own chain"
                    + " of credentials (environment, profile, web identity, container and instance roles)");
        }
        if (!REFUSED.matcher(plain).matches()) {
            return Optional.empty();
        }
        return Optional.of(UnknownNames.said(entry)
                + " is not taken: whose certificate is good, and what of a request is logged, is not settable;"
                + " a company's own authority goes into the JVM's trust store"
                + " (CARAVAN_JAVA_OPTS=-Djavax.net.ssl.trustStore=...)");
    }
}
