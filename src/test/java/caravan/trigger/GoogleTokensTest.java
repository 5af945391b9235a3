package caravan.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import caravan.TestClock;
import caravan.config.CheckedNames;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class GoogleTokensTest {
    private final TestClock clock = TestClock.at("2026-11-01T09:00:00Z");
    private TestGoogle google;
    private GoogleTokens tokens;

    @BeforeEach
    void start() throws Exception {
        google = new TestGoogle(clock);
        tokens = google.tokens();
    }

    @AfterEach
    void stop() {
        google.close();
    }

    @Test
    void a_token_of_google_for_us_is_good() {
        assertThatCode(() -> tokens.check(google.token())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "iss, https://accounts.google.com.evil.example, not issued by Google",
        "iss, , not issued by Google",
        "aud, https://other.example, made out to",
        "aud, , made out to",
        "email, other@project.iam.gserviceaccount.com, not of caravan.http.pubsub.account",
        "email, , not of caravan.http.pubsub.account",
        "email_verified, , is not verified",
        "exp, , has expired",
        "iat, , not valid yet",
    })
    void a_token_that_claims_something_else_or_nothing_is_not(String claim, String value, String why) {
        Map<String, Object> claims = google.claims();
        claims.put(claim, value);
        if (value == null) {
            claims.remove(claim);
        }

        refused(TestGoogle.signed(claims, TestGoogle.first()), why);
    }

    @Test
    void an_account_that_is_not_verified_is_not_good_nor_the_word_true() {
        Map<String, Object> claims = google.claims();
        claims.put("email_verified", false);
        refused(TestGoogle.signed(claims, TestGoogle.first()), "is not verified");

        claims.put("email_verified", "true");
        refused(TestGoogle.signed(claims, TestGoogle.first()), "no signed JWT that can be read");
    }

    @Test
    void a_token_made_out_to_us_and_to_others_is_not_good() {
        Map<String, Object> claims = google.claims();
        claims.put("aud", List.of(TestGoogle.OURS.audience(), "https://other.example"));

        refused(TestGoogle.signed(claims, TestGoogle.first()), "made out to");
    }

    @Test
    void five_minutes_are_forgiven_either_way_and_not_more() throws Exception {
        String token = google.token();

        clock.pass(Duration.ofMinutes(65).minusSeconds(1));
        tokens.check(token);
        clock.pass(Duration.ofSeconds(1));
        refused(token, "has expired");

        clock.pass(Duration.ofMinutes(-70));
        tokens.check(token);
        clock.pass(Duration.ofSeconds(-1));
        refused(token, "not valid yet");
    }

    @Test
    void a_token_without_a_signature_is_not_good() {
        String header = encoded("{\"alg\":\"none\",\"kid\":\"first\"}");
        String claims = google.token().split("\\.")[1];

        refused(header + "." + claims + ".", "no signed JWT");
        refused(google.token().replaceFirst("\\.[^.]*$", "."), "");
    }

    @Test
    void a_token_signed_with_the_public_key_as_a_password_is_not_good() throws Exception {
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), new Payload(google.claims()));
        jws.sign(new MACSigner(TestGoogle.first().toRSAPublicKey().getEncoded()));

        refused(jws.serialize(), "not signed with RS256");
    }

    @Test
    void a_token_signed_with_another_algorithm_of_the_same_key_is_not_good() throws Exception {
        JWSObject jws = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("first").build(), new Payload(google.claims()));
        jws.sign(new RSASSASigner(TestGoogle.first()));

        refused(jws.serialize(), "not signed with RS256");
    }

    @Test
    void a_token_that_brings_its_own_key_or_asks_for_what_is_not_understood_is_not_good() throws Exception {
        RSAKey theirs = TestGoogle.key("theirs", 2048);
        JWSObject own = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("theirs")
                        .jwk(theirs.toPublicJWK())
                        .build(),
                new Payload(google.claims()));
        own.sign(new RSASSASigner(theirs));
        JWSObject critical = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("first")
                        .criticalParams(Set.of("new"))
                        .customParam("new", 1)
                        .build(),
                new Payload(google.claims()));
        critical.sign(new RSASSASigner(TestGoogle.first()));

        refused(own.serialize(), "a key that is not Google's");
        refused(critical.serialize(), "the signature of its token is wrong");
    }

    @Test
    void a_token_that_was_changed_is_not_good() {
        String[] parts = google.token().split("\\.");
        Map<String, Object> claims = google.claims();
        claims.put("iat", 0);
        String other = TestGoogle.signed(claims, TestGoogle.first()).split("\\.")[1];

        refused(parts[0] + "." + other + "." + parts[2], "the signature of its token is wrong");
    }

    @Test
    void a_token_under_the_name_of_a_key_that_did_not_sign_it_is_not_good() {
        RSAKey theirs = TestGoogle.key("first", 2048);

        refused(TestGoogle.signed(google.claims(), theirs), "the signature of its token is wrong");
    }

    @Test
    void a_token_of_a_small_key_is_not_good() {
        RSAKey small = TestGoogle.key("small", 1024);
        google.body = TestGoogle.said(small);

        refused(TestGoogle.signed(google.claims(), small), "a key of 1024 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b.c", "..", "e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.e30.AA"})
    void what_is_no_token_is_not_good(String token) {
        refused(token, "");
        assertThat(google.asked).hasValue(0);
    }

    @Test
    void keys_are_kept_for_as_long_as_google_says() throws Exception {
        tokens.check(google.token());
        clock.pass(Duration.ofMinutes(59));
        tokens.check(google.token());
        assertThat(google.asked).hasValue(1);

        clock.pass(Duration.ofMinutes(1));
        tokens.check(google.token());

        assertThat(google.asked).hasValue(2);
    }

    @Test
    void a_key_that_google_has_anew_is_fetched_before_the_others_are_too_old() throws Exception {
        tokens.check(google.token());
        google.body = TestGoogle.said(TestGoogle.first(), TestGoogle.second());
        clock.pass(Duration.ofMinutes(1));

        tokens.check(TestGoogle.signed(google.claims(), TestGoogle.second()));

        assertThat(google.asked).hasValue(2);
    }

    @Test
    void keys_that_nobody_has_are_asked_for_once_a_minute() {
        for (int i = 0; i < 10; i++) {
            refused(TestGoogle.signed(google.claims(), TestGoogle.second()), "a key that is not Google's");
        }
        assertThat(google.asked).hasValue(1);

        clock.pass(Duration.ofMinutes(1));
        refused(TestGoogle.signed(google.claims(), TestGoogle.second()), "a key that is not Google's");

        assertThat(google.asked).hasValue(2);
    }

    @Test
    void a_clock_that_was_set_back_keeps_no_new_key_waiting() throws Exception {
        tokens.check(google.token());
        google.body = TestGoogle.said(TestGoogle.first(), TestGoogle.second());
        clock.pass(Duration.ofMinutes(-30));

        tokens.check(TestGoogle.signed(google.claims(), TestGoogle.second()));

        assertThat(google.asked).hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "302, {}", "200, <html>", "200, ''"})
    void while_google_tells_of_no_keys_nobody_is_known_and_it_is_asked_once_a_minute(int status, String body) {
        google.status = status;
        google.body = body;

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> tokens.check(google.token())).isInstanceOf(IOException.class);
        }

        assertThat(google.asked).hasValue(1);
    }

    @Test
    void an_answer_of_any_length_is_not_read_to_its_end() {
        google.body = " ".repeat(100_000) + google.body;

        assertThatThrownBy(() -> tokens.check(google.token()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 65536 bytes");
    }

    @Test
    void a_name_that_leads_to_a_metadata_address_is_not_asked() {
        DnsResolver lying = new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {address("169.254.169.254")};
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
        GoogleTokens misled = new GoogleTokens(TestGoogle.OURS, google.keys(new CheckedNames(lying)), clock);

        assertThatThrownBy(() -> misled.check(google.token()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nothing was sent");
        assertThat(google.asked).hasValue(0);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private void refused(String token, String why) {
        assertThatThrownBy(() -> tokens.check(token))
                .isInstanceOf(Untrusted.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(token.substring(Math.max(0, token.length() - 20)));
    }
}
