package caravan.config;

import caravan.archive.Escaped;
import caravan.config.Accepted.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.aws.secretsmanager.SecretsManagerPropertiesFunction;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/**
 * A secret in AWS Secrets Manager, read by Camel's own {@code aws} function, with the AWS SDK's own chain of credentials.
 *
 * @param reference as Camel spells it: {@code name}, or {@code name#field} of one that holds JSON
 */
record AwsSecret(String reference, Account account, Accepted<Secret> accepted) implements Secret.Source {
    static final String WORDS = "{{aws:name}} or {{aws:name#field}}, without a default";

    /** What is not a secret of ours but names one of them; with a {@code :} Camel takes the rest as a default. */
    private static final Pattern REFERENCE =
            Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}|[A-Za-z0-9/_+=.@:-]{1,2048}#[^#:@{}]{1,512}");

    private static final Duration LONGEST = Duration.ofSeconds(20);

    /**
     * Who is asked.
     *
     * @param region empty: as the AWS SDK finds it
     * @param endpoint empty: AWS
     */
    record Account(Optional<String> region, Optional<URI> endpoint) {}

    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    @Override
    public String read() {
        try (SecretsManagerClient client = client()) {
            String value = new SecretsManagerPropertiesFunction(client).apply(reference);
            if (value == null || value.isEmpty()) {
                throw new Refusal("has nothing there, or something else than text");
            }
            accepted.parse().apply(value);
            return value;
        } catch (RuntimeCamelException | SdkException e) {
            throw new Refusal("cannot be read: " + words(e));
        } catch (Refusal e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new Refusal("holds what is not accepted: " + accepted.words());
        }
    }

    private SecretsManagerClient client() {
        SecretsManagerClientBuilder builder = SecretsManagerClient.builder()
                .overrideConfiguration(override -> override.apiCallTimeout(LONGEST))
                .httpClientBuilder(Apache5HttpClient.builder().dnsResolver(new CheckedNames()));
        account.region().map(Region::of).ifPresent(builder::region);
        account.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** Only what the SDK says: what a parser says of a secret that is no JSON has the secret in it. */
    private static String words(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof AwsServiceException answer && answer.awsErrorDetails() != null) {
                return answer.statusCode() + " " + answer.awsErrorDetails().errorCode() + ": "
                        + Escaped.text(String.valueOf(answer.awsErrorDetails().errorMessage()), 200);
            }
            if (at instanceof SdkException) {
                return Escaped.text(String.valueOf(at.getMessage()), 300);
            }
        }
        return "it is not JSON that has fields";
    }

    @Override
    public boolean isLocal() {
        return false;
    }

    @Override
    public String toString() {
        return "the secret " + reference + " of AWS Secrets Manager";
    }
}
