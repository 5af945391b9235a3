package caravan.store;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Signs as the SDK does, but takes the SHA-256 of the body from {@link #HEADER} where that is there already. The SDK reads
 * the body to tell, and has no place for one who knows.
 */
final class GivenHash implements AwsV4AuthScheme, AwsV4HttpSigner {
    static final String HEADER = "x-amz-content-sha256";

    private final AwsV4AuthScheme sdk = AwsV4AuthScheme.create();

    @Override
    public String schemeId() {
        return sdk.schemeId();
    }

    @Override
    public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
        return sdk.identityProvider(providers);
    }

    @Override
    public AwsV4HttpSigner signer() {
        return this;
    }

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        Optional<String> hash = request.request().firstMatchingHeader(HEADER).filter(Sums::isHash);
        // A put has no query; the signature of one is the SDK's.
        if (hash.isEmpty() || request.request().numRawQueryParameters() > 0) {
            return sdk.signer().sign(request);
        }
        Instant at = request.requireProperty(SIGNING_CLOCK, Clock.systemUTC()).instant();
        SignatureV4 signature = new SignatureV4(
                at, request.requireProperty(REGION_NAME), request.requireProperty(SERVICE_SIGNING_NAME));
        SdkHttpRequest signed = signature.of(request.request(), hash.get(), request.identity());
        return SignedRequest.builder()
                .request(signed)
                .payload(request.payload().orElse(null))
                .build();
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return sdk.signer().signAsync(request);
    }
}
